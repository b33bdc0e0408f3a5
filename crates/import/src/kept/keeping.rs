//! Keeping the statements of one chunk while they are made.

use std::io;

use super::{Statement, frame};

/// Statements of one chunk, on their way into a frame.
#[derive(Debug, Default)]
pub(crate) struct Keeping {
    statements: Vec<u8>,
    failure: Option<postcard::Error>,
}

impl Keeping {
    pub(crate) fn add(&mut self, statement: &Statement<'_, '_>) {
        match postcard::to_extend(statement, std::mem::take(&mut self.statements)) {
            Ok(statements) => self.statements = statements,
            Err(error) => self.failure = Some(error),
        }
    }

    /// The frame of all statements, which were made by a reader of the format with this number; empty where there are
    /// none.
    pub(crate) fn into_frame(self, format: u8) -> io::Result<Vec<u8>> {
        match self.failure {
            Some(error) => Err(io::Error::other(error)),
            None if self.statements.is_empty() => Ok(Vec::new()),
            None => frame::pack(format, &self.statements),
        }
    }
}
