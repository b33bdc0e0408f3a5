//! Finding nodes by what a person types.

#![expect(clippy::expect_used, reason = "a test that cannot go on has failed")]

mod bounds;
mod corpus;
mod finding;
mod naive;
mod real_names;
mod storing;
