-- +goose Up
-- Lines of a closed month that are alike stand together, with all that is summed of
-- them: a sheet over ten years counts a quarter of a million without sorting them.
CREATE INDEX fund_lines_alike ON fund_lines (month, number, what, paid, site_id, absent, minutes);
-- Who was away in a time is asked of those who were not back before it.
CREATE INDEX fund_absences_by_back ON fund_absences (back, went);
