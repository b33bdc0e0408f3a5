//! Letters: to a server of mail, or into a folder.

use std::path::Path;

use lettre::{
    AsyncFileTransport, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor, address::AddressError,
    message::Mailbox,
};

use crate::private;

/// Why a letter was not sent.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum MailError {
    /// Whom letters come from is not an address.
    #[error("`{0}` is no e-mail address that letters can come from")]
    From(String),
    /// The server's address is not understood.
    #[error("the address of the mail server is not understood; write it as smtps://NAME:PASSWORD@HOST")]
    Server(#[source] lettre::transport::smtp::Error),
    /// The server did not take it.
    #[error("the mail server did not take the letter")]
    Smtp(#[source] lettre::transport::smtp::Error),
    /// The folder could not be written to.
    #[error("the folder for letters cannot be written to")]
    Folder(#[source] lettre::transport::file::Error),
    /// The folder could not be made.
    #[error("the folder for letters cannot be made")]
    Create(#[from] std::io::Error),
    /// The letter could not be written.
    #[error("the letter could not be written")]
    Letter(#[from] lettre::error::Error),
    /// Whom it is for is not an address.
    #[error("this is no e-mail address")]
    To(#[from] AddressError),
}

/// Sends letters.
#[derive(Clone, Debug)]
pub struct Mailer {
    from: Mailbox,
    way: Way,
}

#[derive(Clone)]
enum Way {
    Smtp(AsyncSmtpTransport<Tokio1Executor>),
    Folder(AsyncFileTransport<Tokio1Executor>),
}

impl std::fmt::Debug for Way {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // The server's address holds its password.
        f.write_str(match self {
            Self::Smtp(_) => "Smtp",
            Self::Folder(_) => "Folder",
        })
    }
}

impl Mailer {
    /// Sends through the server at `url`: `smtps://NAME:PASSWORD@HOST`, or `smtp://HOST:25` on the same machine.
    ///
    /// # Errors
    ///
    /// Fails where `url` or `from` is not an address.
    pub fn smtp(url: &str, from: &str) -> Result<Self, MailError> {
        let server = AsyncSmtpTransport::<Tokio1Executor>::from_url(url).map_err(MailError::Server)?;
        Ok(Self { from: mailbox(from)?, way: Way::Smtp(server.build()) })
    }

    /// Writes every letter into a file of `folder`, which is made where it is not there.
    ///
    /// # Errors
    ///
    /// Fails where the folder cannot be made, or `from` is not an address.
    pub fn folder(folder: &Path, from: &str) -> Result<Self, MailError> {
        private::folder(folder)?;
        Ok(Self { from: mailbox(from)?, way: Way::Folder(AsyncFileTransport::new(folder)) })
    }

    pub(crate) async fn send(&self, letter: &Letter) -> Result<(), MailError> {
        let message = Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, letter.to.parse()?))
            .subject(letter.subject)
            .body(letter.text.clone())?;
        match &self.way {
            Way::Smtp(server) => server.send(message).await.map(drop).map_err(MailError::Smtp),
            Way::Folder(folder) => folder.send(message).await.map(drop).map_err(MailError::Folder),
        }
    }
}

/// What is sent.
#[derive(Clone, Debug)]
pub(crate) struct Letter {
    pub(crate) to: String,
    pub(crate) subject: &'static str,
    pub(crate) text: String,
}

fn mailbox(address: &str) -> Result<Mailbox, MailError> {
    address.parse().map_err(|_| MailError::From(address.to_owned()))
}

/// `text` as an address of mail that is the same however it is capitalised; `None` where it is none.
pub(crate) fn normal(text: &str) -> Option<String> {
    /// What an address has at most (RFC 5321, 4.5.3.1.3).
    const LONGEST: usize = 254;
    let text = text.trim();
    let address: lettre::Address = Some(text).filter(|text| text.len() <= LONGEST)?.parse().ok()?;
    Some(address.to_string().to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_have_one_form() {
        assert_eq!(normal(" Ada@Example.ORG\n").as_deref(), Some("ada@example.org"));
        for text in
            ["", "ada", "ada@", "a b@example.org", "ada@example.org\r\nBcc: x@y.z", &format!("{}@b.c", "a".repeat(260))]
        {
            assert_eq!(normal(text), None, "{text}");
        }
    }
}
