# Exchanges a refresh token for a new access token (RFC 6749 §6).

require "json"
require "net/http"

token_endpoint = "<<token_endpoint>>"
client_id = "<<client_id>>"
client_secret = ENV.fetch("CLIENT_SECRET") { abort "Set CLIENT_SECRET first." } # only for apps with a secret
refresh_token = ENV.fetch("REFRESH_TOKEN") { abort "Set REFRESH_TOKEN first." }

fields = {
  grant_type: "refresh_token",
  refresh_token: refresh_token,
  client_id: client_id,
  client_secret: client_secret, # only for apps with a secret
}
response = Net::HTTP.post_form(URI(token_endpoint), fields)
abort response.body unless response.code == "200"

# The refresh token may be a new one: keep what this answer says.
tokens = JSON.parse(response.body)
%w[access_token expires_in refresh_token].each do |name|
  puts "#{name} #{tokens[name]}" if tokens.key?(name)
end
