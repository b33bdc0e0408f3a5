//! From an address to its answer: the same steps for every request.

use axum::{
    Router,
    extract::{OriginalUri, State},
    http::{HeaderValue, StatusCode, Uri, header, request::Parts},
    response::{IntoResponse, Response},
    routing::{MethodRouter, get},
};
use bytes::Bytes;
use metrics::SharedString;

use crate::{
    AppState, Code, Loaded, Problem,
    asked::{Address, Asked, Refusal, none_match},
    kept::Question,
    observe,
    packed::wants_gzip,
    pool::Done,
    visit::Visit,
};

/// Understands a request: what can be refused is refused here, and nothing expensive is done.
pub(crate) type Ask = fn(&mut Asked, &Loaded) -> Understood;

/// A request that was understood, ready to be answered, or why it is not answered.
pub(crate) type Understood = Result<Box<dyn FnOnce(&Loaded) -> Answer>, Refusal>;

/// The body of an answer, and what it is.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub(crate) media_type: &'static str,
    pub(crate) body: Bytes,
    /// What to call the file, where browsers should keep it rather than show it.
    pub(crate) file_name: Option<&'static str>,
    /// What a browser lets it do, where that is not what it lets all others do.
    pub(crate) policy: Option<&'static str>,
    /// How the body is packed.
    pub(crate) coding: Coding,
}

/// How a body is packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Coding {
    /// Not at all.
    Identity,
    Gzip,
}

impl Answer {
    pub(crate) fn new(media_type: &'static str, mut body: Vec<u8>) -> Self {
        // It may be kept for long.
        body.shrink_to_fit();
        Self { media_type, body: body.into(), file_name: None, policy: None, coding: Coding::Identity }
    }

    pub(crate) fn json(body: Vec<u8>) -> Self {
        Self::new("application/json", body)
    }

    pub(crate) fn html(body: String) -> Self {
        Self::new("text/html; charset=utf-8", body.into_bytes())
    }
}

/// An understood request that `answer` answers.
pub(crate) fn understood(answer: impl FnOnce(&Loaded) -> Answer + 'static) -> Understood {
    Ok(Box::new(answer))
}

/// An address without an id in it.
#[derive(Debug)]
pub(crate) struct Single {
    pub(crate) path: &'static str,
    pub(crate) ask: Ask,
}

/// The addresses of one kind of node: an id, and behind it a word that says which view of the node.
#[derive(Debug)]
pub(crate) struct Views {
    /// What stands before the id, slash included.
    pub(crate) prefix: &'static str,
    /// The view that an id alone means.
    pub(crate) plain: Ask,
    /// Further views by what stands behind the id, slash included.
    pub(crate) further: &'static [(&'static str, Ask)],
}

impl Views {
    /// Which view the path behind the prefix means: ids may hold slashes, so the last word decides.
    fn find(&self, rest: &str) -> (Address, Ask) {
        let address = |raw_id: &str, suffix| Address { prefix: self.prefix, raw_id: raw_id.to_owned(), suffix };
        let ends = |&&(suffix, _): &&(&'static str, Ask)| rest.len() > suffix.len() && rest.ends_with(suffix);
        match self.further.iter().find(ends) {
            Some(&(suffix, ask)) => (address(&rest[..rest.len() - suffix.len()], suffix), ask),
            None => (address(rest, ""), self.plain),
        }
    }
}

/// A router of these addresses.
pub(crate) fn router(singles: &'static [Single], views: &'static [Views]) -> Router<AppState> {
    let router = singles.iter().fold(Router::new(), |router, single| router.route(single.path, get_single(single)));
    views.iter().fold(router, |router, views| router.route(&format!("{}{{*id}}", views.prefix), get_view(views)))
}

fn get_single(single: &'static Single) -> MethodRouter<AppState> {
    get(move |State(state): State<AppState>, OriginalUri(original): OriginalUri, parts: Parts| async move {
        let address = Address { prefix: single.path, ..Address::default() };
        respond(&state, single.ask, address, &original, &parts).await
    })
}

fn get_view(views: &'static Views) -> MethodRouter<AppState> {
    get(move |State(state): State<AppState>, OriginalUri(original): OriginalUri, parts: Parts| async move {
        let rest = parts.uri.path().strip_prefix(views.prefix).unwrap_or_default();
        let (address, ask) = views.find(rest);
        respond(&state, ask, address, &original, &parts).await
    })
}

/// The address of an answer with `{id}` in the place of the id, for logs and counters.
#[derive(Clone, Debug)]
pub(crate) struct Route(pub(crate) SharedString);

impl Route {
    fn new(address: &Address) -> Self {
        match *address {
            Address { ref raw_id, prefix, .. } if raw_id.is_empty() => Self(SharedString::const_str(prefix)),
            Address { prefix, suffix, .. } => Self(format!("{prefix}{{id}}{suffix}").into()),
        }
    }
}

async fn respond(state: &AppState, ask: Ask, address: Address, original: &Uri, parts: &Parts) -> Response {
    let route = Route::new(&address);
    let answer = answer(state, ask, address, original, parts).await;
    let mut response = answer.unwrap_or_else(IntoResponse::into_response);
    response.extensions_mut().insert(route);
    response
}

async fn answer(
    state: &AppState,
    ask: Ask,
    address: Address,
    original: &Uri,
    parts: &Parts,
) -> Result<Response, Problem> {
    let loaded = state.ready()?;
    let visit = parts.extensions.get().cloned().unwrap_or_else(|| Visit::stranger(state));
    let etag = visit.etag(loaded.etag());
    let unchanged = etag.as_ref().is_some_and(|etag| none_match(&parts.headers, etag));
    let question = etag.as_ref().map(|etag| Question::new(loaded.generation(), etag, original));
    let kept = match &question {
        Some(question) => kept(state, question, !unchanged && wants_gzip(&parts.headers)).await,
        None => None,
    };
    let (mut response, timing) = match kept {
        Some(answer) => (told(answer, unchanged), "kept".to_owned()),
        None => {
            let asked = Asked::new(address, &parts.uri, original, visit);
            let done = state.timed(move || consider(ask, asked, &loaded, unchanged)).await?;
            let timing = timing(&done);
            let response = match done.value {
                Ok(Some(answer)) => {
                    if let Some(question) = question {
                        state.kept().keep(question, &answer);
                    }
                    told(answer, false)
                }
                Ok(None) => StatusCode::NOT_MODIFIED.into_response(),
                Err(Refusal::Moved(location)) => moved(&location)?,
                Err(Refusal::Problem(problem)) => return Err(*problem),
            };
            (response, timing)
        }
    };
    let headers = response.headers_mut();
    let caching = if etag.is_some() { "no-cache" } else { "private, no-store" };
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(caching));
    if let Some(etag) = etag {
        headers.insert(header::ETAG, header_value(&etag)?);
    }
    headers.insert(observe::SERVER_TIMING, header_value(&timing)?);
    Ok(response)
}

/// What is kept for a question, packed if that is wanted. What nobody wanted packed before is packed now, where a thread is
/// free to, and kept so.
async fn kept(state: &AppState, question: &Question, is_wanted_packed: bool) -> Option<Answer> {
    if !is_wanted_packed {
        return state.kept().get(question);
    }
    let packed = question.packed();
    if let Some(answer) = state.kept().get(&packed) {
        return Some(answer);
    }
    let answer = state.kept().get(question)?;
    if !answer.is_worth_packing() {
        return Some(answer);
    }
    let plain = answer.clone();
    match state.timed(move || plain.packed()).await {
        Ok(Done { value: Ok(answer), .. }) => {
            state.kept().keep(packed, &answer);
            Some(answer)
        }
        _ => Some(answer),
    }
}

/// `None` where the caller has the answer already: told only after the request was found to have one.
fn consider(ask: Ask, mut asked: Asked, loaded: &Loaded, unchanged: bool) -> Result<Option<Answer>, Refusal> {
    let answer = ask(&mut asked, loaded)?;
    asked.params.finish()?;
    Ok((!unchanged).then(|| answer(loaded)))
}

/// The answer, or that the caller has it already.
fn told(answer: Answer, unchanged: bool) -> Response {
    if unchanged {
        return StatusCode::NOT_MODIFIED.into_response();
    }
    let media_type = HeaderValue::from_static(answer.media_type);
    let mut response = ([(header::CONTENT_TYPE, media_type)], answer.body).into_response();
    let disposition = answer.file_name.map(|name| format!("attachment; filename=\"{name}\""));
    if let Some(Ok(disposition)) = disposition.map(HeaderValue::try_from) {
        response.headers_mut().insert(header::CONTENT_DISPOSITION, disposition);
    }
    if answer.coding == Coding::Gzip {
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        headers.append(header::VARY, HeaderValue::from_static("accept-encoding"));
    }
    if let Some(policy) = answer.policy {
        response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
    }
    response
}

fn moved(location: &str) -> Result<Response, Problem> {
    Ok((StatusCode::MOVED_PERMANENTLY, [(header::LOCATION, header_value(location)?)]).into_response())
}

fn timing<T>(done: &Done<T>) -> String {
    let milliseconds = |time: std::time::Duration| time.as_secs_f64() * 1e3;
    format!("wait;dur={:.3}, query;dur={:.3}", milliseconds(done.waited), milliseconds(done.ran))
}

fn header_value(text: &str) -> Result<HeaderValue, Problem> {
    HeaderValue::try_from(text).map_err(|_| Problem::new(Code::Internal, "a header could not be written"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nothing(_: &mut Asked, _: &Loaded) -> Understood {
        Err(Refusal::Moved(String::new()))
    }

    const VIEWS: Views = Views { prefix: "/x/", plain: nothing, further: &[("/works", nothing), ("/slice", nothing)] };

    #[test]
    fn the_last_word_decides() {
        let check = |rest: &str, id: &str, suffix: &str| {
            let (address, _) = VIEWS.find(rest);
            assert_eq!((address.raw_id.as_str(), address.suffix), (id, suffix), "{rest}");
        };
        check("W1", "W1", "");
        check("W1/slice", "W1", "/slice");
        check("10.1/a/slice", "10.1/a", "/slice");
        check("10.1/works/slice", "10.1/works", "/slice");
        check("10.1%2Fslice", "10.1%2Fslice", "");
        check("/slice", "/slice", "");
        check("slice", "slice", "");
    }

    #[test]
    fn routes_are_counted_without_ids() {
        let route = |rest| Route::new(&VIEWS.find(rest).0).0.to_string();
        assert_eq!(route("W1"), "/x/{id}");
        assert_eq!(route("W1/slice"), "/x/{id}/slice");
    }
}
