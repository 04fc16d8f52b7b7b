//! Asks for a token of the app's own, which no person has to allow: client credentials (RFC 6749 §4.4).

use std::{error::Error, process};

use serde_json::Value;

const TOKEN_ENDPOINT: &str = "<<token_endpoint>>";
const CLIENT_ID: &str = "<<client_id>>";
const SCOPE: &str = "<<scope>>";

fn main() {
    if let Err(sentence) = run() {
        eprintln!("{sentence}");
        process::exit(1);
    }
}

fn run() -> Result<(), Box<dyn Error>> {
    let mut form = vec![("grant_type", "client_credentials"), ("client_id", CLIENT_ID)];
    let client_secret = std::env::var("CLIENT_SECRET").map_err(|_| "Set CLIENT_SECRET first.")?;
    form.push(("client_secret", &client_secret));
    if !SCOPE.is_empty() {
        form.push(("scope", SCOPE));
    }

    let request = ureq::post(TOKEN_ENDPOINT).config().http_status_as_error(false).build();
    let mut response = request.send_form(form)?;
    let body = response.body_mut().read_to_string()?;
    if response.status() != 200 {
        return Err(body.into());
    }
    let tokens: Value = serde_json::from_str(&body)?;
    for name in ["access_token", "expires_in"] {
        match &tokens[name] {
            Value::String(text) => println!("{name} {text}"),
            other => println!("{name} {other}"),
        }
    }
    Ok(())
}
