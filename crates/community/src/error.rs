//! What can go wrong.

use crate::mail::MailError;

/// Why something was not done.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// Whoever asked can do something about it.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The store failed.
    #[error("the store of accounts failed")]
    Store(#[from] sqlx::Error),
    /// The file of the store could not be made.
    #[error("the file of the store cannot be made")]
    File(#[from] std::io::Error),
    /// The store could not be brought to the form that this program knows.
    #[error("the store of accounts has a form that this program does not know: it may be of a newer version")]
    Migrate(#[from] sqlx::migrate::MigrateError),
    /// A provider is not described as it must be.
    #[error("what people are to sign in with cannot be used: {0}")]
    Provider(String),
    /// A letter could not be sent.
    #[error("the letter could not be sent")]
    Mail(#[from] MailError),
    /// A password could not be hashed, or the machine gave no random numbers.
    #[error("the machine could not do what secrets need: {0}")]
    Secret(String),
}

/// Why whoever asked did not get it, in words for them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Refusal {
    /// Nothing is said of which of the two is wrong.
    #[error("The e-mail address and the password do not belong together")]
    WrongSignIn,
    /// Too often within a while.
    #[error("Too many tries; wait {} minutes and try again", minutes(*.seconds))]
    TooManyTries {
        /// After how many seconds it makes sense to try again.
        seconds: i64,
    },
    /// The secret of a letter is not, or no longer, known.
    #[error("This link was used before or is too old; ask for another")]
    DeadLink,
    /// The password is too short or too easily guessed.
    #[error("The password needs at least 10 characters, and must not be your address or your name")]
    WeakPassword,
    /// The password is longer than anybody would type.
    #[error("The password has more than 200 characters")]
    LongPassword,
    /// The account is signed in to by other means.
    #[error("This account has no password; ask for one as though you had forgotten it")]
    NoPassword,
    /// What has no password to ask for asks for a session that has just begun.
    #[error("Sign out, sign in again, and do this within a quarter of an hour")]
    SignInAgain,
    /// Nobody there is known by this name.
    #[error("One cannot sign in with this here")]
    NoProvider,
    /// Whoever signs in was sent here by nobody, too late, or in another browser, or what they bring is not to be believed.
    #[error("Signing in did not work; begin again")]
    BadArrival,
    /// The provider could not be reached, or does not say what it must.
    #[error("The other site cannot be reached at present; try again later")]
    ProviderFailed,
    /// The identity is connected with another account.
    #[error("This identity belongs to another account here")]
    IdentityTaken,
    /// It would not be possible any more to sign in.
    #[error("This is the only way in which you can sign in; choose a password first")]
    LastIdentity,
    /// An account has as many tokens as it may.
    #[error("You have 20 tokens, which is as many as one can have; revoke one first")]
    TooManyTokens,
    /// It is no e-mail address.
    #[error("This is no e-mail address that letters can be sent to")]
    BadEmail,
    /// The name is empty, or longer than names are.
    #[error("The name needs 1 to 200 characters")]
    BadName,
    /// There are too many further names, or one is too long.
    #[error("A page has at most 20 further names, of at most 200 characters each")]
    BadForms,
    /// The key names nothing that can be followed.
    #[error("People, topics and institutions can be followed, and this is none of them")]
    BadNode,
    /// The account claims the person, or owns the record.
    #[error("You have claimed this page already")]
    ClaimedAlready,
    /// A claim that nothing proves needs words.
    #[error("Say in 20 to 2,000 characters how one can see that this is you")]
    BadReason,
    /// So many claims of one account wait.
    #[error("Five of your claims wait for moderators; wait with them")]
    TooManyClaims,
    /// No claim with this id is there to be decided.
    #[error("No claim with this id can be decided so")]
    NoClaim,
    /// What was to be reviewed is no work, or too much at once.
    #[error("What is reviewed are works, at most 500 at once")]
    BadWork,
    /// An owner spoke of as many works as they may.
    #[error("You have reviewed 20,000 works of this page, which is as many as one can")]
    TooManyReviews,
    /// Only those who own a record can confirm another's.
    #[error("Claim your own page first")]
    NoRecord,
    /// No wish to be hidden has this id, or it is so already.
    #[error("There is no such wish, or it is so already")]
    NoHiding,
    /// Somebody owns the record.
    #[error("Somebody owns this page; refuse their claim first")]
    HasOwner,
    /// Nobody owns the record, so nobody can be invited.
    #[error("Nobody has claimed this page, so there is nobody to invite")]
    NotClaimed,
    /// The record is one's own.
    #[error("This is you")]
    Yourself,
    /// One invitation to one person a day, and one conversation at a time.
    #[error("You have invited them already")]
    InvitedAlready,
    /// The day's invitations are spent.
    #[error("These were all invitations for one day; there are more once your account is a week old")]
    TooManyInvitations,
    /// A message is empty, or longer than messages are.
    #[error("Topics have 1 to 200 characters, messages 1 to 4,000")]
    BadMessage,
    /// The day's messages are spent.
    #[error("You have written 200 messages today, which is as many as one can")]
    TooManyMessages,
    /// The account takes part in no such conversation, or it is not open.
    #[error("There is no such conversation, or it is not open")]
    NoConversation,
    /// An account follows as much as it may.
    #[error("You follow 5,000 pages, which is as many as one can follow")]
    TooManyFollows,
}

fn minutes(seconds: i64) -> i64 {
    seconds.div_euclid(60).max(0) + 1
}
