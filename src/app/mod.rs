//! The program: the command line, the stages in their order, the writer, the server, publishing.
//!
//! Only this layer writes files, listens, sends or prints.

pub mod cli;
pub mod doctor;
pub mod emit;
pub mod external;
pub mod git;
pub mod history;
pub mod init;
pub mod origin;
pub mod pipeline;
pub mod publish;
pub mod schema;
pub mod serve;
pub mod unchanged;
