//! The guards, and the commands around them, against a staging database of a test's own.

mod accidents;
mod backup;
mod borders;
mod cron;
mod dry_run;
mod library;
mod load;
mod lost;
mod marking;
mod migrations;
mod replay;
mod secrets;
mod shown;
mod staging;
mod undo;
mod verdicts;
