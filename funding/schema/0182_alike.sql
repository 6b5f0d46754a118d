-- +goose Up
-- Lines of a closed month that are alike stand together, with all that is summed of
-- them: a sheet over ten years counts a quarter of a million without sorting them.
CREATE INDEX fund_lines_alike ON fund_lines (month, number, what, paid, absent, minutes);
