//! Pieces of forms.

use maud::{Markup, html};
use scholargraph_community::Refusal;

/// A field to be filled in, with its words.
#[derive(Clone, Copy, Debug)]
pub(super) struct Field<'a> {
    pub(super) label: &'a str,
    pub(super) name: &'a str,
    pub(super) kind: &'a str,
    /// What browsers and password managers know it as.
    pub(super) autocomplete: &'a str,
    pub(super) value: &'a str,
    /// Is it there for password managers alone?
    pub(super) is_hidden: bool,
}

impl<'a> Field<'a> {
    pub(super) const fn email(value: &'a str) -> Self {
        Self {
            label: "E-mail address",
            name: "email",
            kind: "email",
            autocomplete: "username",
            value,
            is_hidden: false,
        }
    }

    pub(super) const fn name(value: &'a str) -> Self {
        Self { label: "Name", name: "name", kind: "text", autocomplete: "name", value, is_hidden: false }
    }

    /// Whose passwords the others are, where that is not asked.
    pub(super) const fn whose(email: &'a str) -> Self {
        Self { label: "", name: "whose", kind: "text", autocomplete: "username", value: email, is_hidden: true }
    }

    pub(super) const fn password(label: &'a str) -> Self {
        Self {
            label,
            name: "password",
            kind: "password",
            autocomplete: "current-password",
            value: "",
            is_hidden: false,
        }
    }

    pub(super) const fn new_password(label: &'a str) -> Self {
        Self { label, name: "new", kind: "password", autocomplete: "new-password", value: "", is_hidden: false }
    }
}

/// A form that is sent to `action`.
pub(super) fn form(action: &str, hidden: &[(&str, &str)], fields: &[Field<'_>], button: &str) -> Markup {
    html! {
        form.form method="post" action=(action) {
            @for (name, value) in hidden { input type="hidden" name=(name) value=(value); }
            @for field in fields {
                @if field.is_hidden {
                    input type=(field.kind) name=(field.name) value=(field.value) autocomplete=(field.autocomplete) hidden;
                } @else {
                    label {
                        (field.label)
                        input type=(field.kind) name=(field.name) value=(field.value) required maxlength="254"
                            autocomplete=(field.autocomplete);
                    }
                }
            }
            button { (button) }
        }
    }
}

/// What went wrong, where something did.
pub(super) fn alert(refusal: Option<Refusal>) -> Markup {
    html! { @if let Some(refusal) = refusal { p.alert role="alert" { (refusal) "." } } }
}
