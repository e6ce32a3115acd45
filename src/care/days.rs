//! Care days, parts of day, recurrence, and what a clock change does to them.
