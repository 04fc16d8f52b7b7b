//! Calls the API with an access token (RFC 6750 §2.1) and prints its answer.

use std::{error::Error, process};

const API_URL: &str = "<<api_url>>";

fn main() {
    if let Err(sentence) = run() {
        eprintln!("{sentence}");
        process::exit(1);
    }
}

fn run() -> Result<(), Box<dyn Error>> {
    let access_token = std::env::var("ACCESS_TOKEN").map_err(|_| "Set ACCESS_TOKEN first.")?;
    let mut response = ureq::get(API_URL)
        .header("Authorization", format!("Bearer {access_token}"))
        .config()
        .http_status_as_error(false)
        .build()
        .call()?;
    let body = response.body_mut().read_to_string()?;
    if response.status() != 200 {
        return Err(body.into());
    }
    println!("{body}");
    Ok(())
}
