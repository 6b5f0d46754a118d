-- +goose Up
-- Who was out in a time is asked of those who were not back before it.
CREATE INDEX outs_by_back ON outs (back, went);
