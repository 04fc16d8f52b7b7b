//! Exchanges a refresh token for a new access token (RFC 6749 §6).

use std::{error::Error, process};

use serde_json::Value;

const TOKEN_ENDPOINT: &str = "<<token_endpoint>>";
const CLIENT_ID: &str = "<<client_id>>";

fn main() {
    if let Err(sentence) = run() {
        eprintln!("{sentence}");
        process::exit(1);
    }
}

fn run() -> Result<(), Box<dyn Error>> {
    let refresh_token = std::env::var("REFRESH_TOKEN").map_err(|_| "Set REFRESH_TOKEN first.")?;
    let mut form = vec![("grant_type", "refresh_token"), ("client_id", CLIENT_ID)];
    let client_secret = std::env::var("CLIENT_SECRET").map_err(|_| "Set CLIENT_SECRET first.")?; // only for apps with a secret
    form.push(("client_secret", &client_secret)); // only for apps with a secret
    form.push(("refresh_token", &refresh_token));

    let request = ureq::post(TOKEN_ENDPOINT).config().http_status_as_error(false).build();
    let mut response = request.send_form(form)?;
    let body = response.body_mut().read_to_string()?;
    if response.status() != 200 {
        return Err(body.into());
    }
    let tokens: Value = serde_json::from_str(&body)?;
    // The refresh token may be a new one: keep what this answer says.
    for name in ["access_token", "expires_in", "refresh_token"] {
        match &tokens[name] {
            Value::Null => {}
            Value::String(text) => println!("{name} {text}"),
            other => println!("{name} {other}"),
        }
    }
    Ok(())
}
