# Asks for a token of the app's own, which no person has to allow: client credentials (RFC 6749 §4.4).

require "json"
require "net/http"

token_endpoint = "<<token_endpoint>>"
client_id = "<<client_id>>"
client_secret = ENV.fetch("CLIENT_SECRET") { abort "Set CLIENT_SECRET first." }
scope = "<<scope>>"

fields = {
  grant_type: "client_credentials",
  scope: scope,
  client_id: client_id,
  client_secret: client_secret
}
response = Net::HTTP.post_form(URI(token_endpoint), fields)
abort response.body unless response.code == "200"

tokens = JSON.parse(response.body)
puts "access_token #{tokens["access_token"]}"
puts "expires_in #{tokens["expires_in"]}"
