-- +goose Up
-- Ticks of a month are counted by house and day, with who was ticked, and none is read.
DROP INDEX fund_ticks_of_day;
CREATE INDEX fund_ticks_of_day ON fund_ticks (on_day, site_id, client_id);
