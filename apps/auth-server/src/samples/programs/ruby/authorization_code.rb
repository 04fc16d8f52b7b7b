# Asks a person for access and prints the tokens: authorization code with PKCE (RFC 6749, RFC 7636).

require "digest"
require "json"
require "net/http"
require "securerandom"

authorization_endpoint = "<<authorization_endpoint>>"
token_endpoint = "<<token_endpoint>>"
client_id = "<<client_id>>"
client_secret = ENV.fetch("CLIENT_SECRET") { abort "Set CLIENT_SECRET first." } # only for apps with a secret
redirect_uri = "<<redirect_uri>>"
scope = "<<scope>>"

state = SecureRandom.urlsafe_base64(32)
code_verifier = SecureRandom.urlsafe_base64(32)
question = {
  response_type: "code",
  client_id: client_id,
  redirect_uri: redirect_uri,
  scope: scope,
  state: state,
  code_challenge: Digest::SHA256.base64digest(code_verifier).tr("+/", "-_").delete("="),
  code_challenge_method: "S256"
}.reject { |_, value| value.empty? }

warn "Open this address, allow access, then paste the address that you end at, or the code that the page shows:"
warn "#{authorization_endpoint}?#{URI.encode_www_form(question)}"
code = $stdin.gets.to_s.strip

if code.include?("://")
  answer = URI.decode_www_form(URI(code).query.to_s).to_h
  abort "#{answer["error"]}: #{answer["error_description"]}" if answer.key?("error")
  abort "The state does not match: this address answers another request." if answer["state"] != state
  code = answer["code"].to_s
end

fields = {
  grant_type: "authorization_code",
  code: code,
  redirect_uri: redirect_uri,
  code_verifier: code_verifier,
  client_id: client_id,
  client_secret: client_secret, # only for apps with a secret
}.reject { |_, value| value.empty? }
response = Net::HTTP.post_form(URI(token_endpoint), fields)
abort response.body unless response.code == "200"

tokens = JSON.parse(response.body)
%w[access_token expires_in refresh_token].each do |name|
  puts "#{name} #{tokens[name]}" if tokens.key?(name)
end
