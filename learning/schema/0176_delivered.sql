-- +goose Up
-- What was delivered in a time is asked by its day.
CREATE INDEX course_steps_attended ON course_steps (latest) WHERE step = 'attended';
