//! Asks a person for access and prints the tokens: authorization code with PKCE (RFC 6749, RFC 7636).

use std::{collections::HashMap, error::Error, io, process};

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use serde_json::Value;
use sha2::{Digest, Sha256};

const AUTHORIZATION_ENDPOINT: &str = "<<authorization_endpoint>>";
const TOKEN_ENDPOINT: &str = "<<token_endpoint>>";
const CLIENT_ID: &str = "<<client_id>>";
const REDIRECT_URI: &str = "<<redirect_uri>>";
const SCOPE: &str = "<<scope>>";

fn main() {
    if let Err(sentence) = run() {
        eprintln!("{sentence}");
        process::exit(1);
    }
}

fn run() -> Result<(), Box<dyn Error>> {
    let client_secret = std::env::var("CLIENT_SECRET").map_err(|_| "Set CLIENT_SECRET first.")?; // only for apps with a secret
    let state = random_text()?;
    let code_verifier = random_text()?;
    let challenge = BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(&code_verifier));
    let mut question = form_urlencoded::Serializer::new(String::new());
    question
        .append_pair("response_type", "code")
        .append_pair("client_id", CLIENT_ID)
        .append_pair("state", &state)
        .append_pair("code_challenge", &challenge)
        .append_pair("code_challenge_method", "S256");
    let mut form = vec![("grant_type", "authorization_code"), ("client_id", CLIENT_ID)];
    form.push(("client_secret", &client_secret)); // only for apps with a secret
    form.push(("code_verifier", &code_verifier));
    if !REDIRECT_URI.is_empty() {
        question.append_pair("redirect_uri", REDIRECT_URI);
        form.push(("redirect_uri", REDIRECT_URI));
    }
    if !SCOPE.is_empty() {
        question.append_pair("scope", SCOPE);
    }

    eprintln!(
        "Open this address, allow access, then paste the address that you end at, or the code that the page shows:"
    );
    eprintln!("{AUTHORIZATION_ENDPOINT}?{}", question.finish());
    let mut pasted = String::new();
    io::stdin().read_line(&mut pasted)?;
    let code = code_in(pasted.trim(), &state)?;
    form.push(("code", &code));

    let request = ureq::post(TOKEN_ENDPOINT).config().http_status_as_error(false).build();
    let mut response = request.send_form(form)?;
    let body = response.body_mut().read_to_string()?;
    if response.status() != 200 {
        return Err(body.into());
    }
    let tokens: Value = serde_json::from_str(&body)?;
    for name in ["access_token", "expires_in", "refresh_token"] {
        match &tokens[name] {
            Value::Null => {}
            Value::String(text) => println!("{name} {text}"),
            other => println!("{name} {other}"),
        }
    }
    Ok(())
}

fn code_in(pasted: &str, state: &str) -> Result<String, Box<dyn Error>> {
    if !pasted.contains("://") {
        return Ok(pasted.to_string());
    }
    let query = pasted.split(['?', '#']).nth(1).unwrap_or_default();
    let answer: HashMap<_, _> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
    if let Some(error) = answer.get("error") {
        let description = answer.get("error_description").map_or("", String::as_str);
        return Err(format!("{error}: {description}").into());
    }
    if answer.get("state").map(String::as_str) != Some(state) {
        return Err("The state does not match: this address answers another request.".into());
    }
    Ok(answer.get("code").cloned().unwrap_or_default())
}

fn random_text() -> Result<String, getrandom::Error> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes)?;
    Ok(BASE64_URL_SAFE_NO_PAD.encode(bytes))
}
