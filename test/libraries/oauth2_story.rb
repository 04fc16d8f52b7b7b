# An app that uses the oauth2 gem as its documentation says; no option loosens a check of it.
require 'json'
require 'oauth2'
require 'digest'
require 'base64'

setting = JSON.parse($stdin.readline)
issuer = setting['issuer']

def everything(issuer, redirect_uri, client_id, scheme, secret)
  client = OAuth2::Client.new(
    client_id, secret,
    site: issuer, authorize_url: '/oauth2/authorize', token_url: '/oauth2/token', auth_scheme: scheme
  )
  verifier = 'r' * 50
  url = client.auth_code.authorize_url(
    redirect_uri: redirect_uri, scope: 'openid email structures:read', state: 'the-state', prompt: 'consent',
    code_challenge: Base64.urlsafe_encode64(Digest::SHA256.digest(verifier), padding: false),
    code_challenge_method: 'S256'
  )
  puts "GO #{url}"
  $stdout.flush
  answer = URI.decode_www_form(URI($stdin.readline.strip).query).to_h
  raise 'state' unless answer['state'] == 'the-state'
  raise 'iss' unless answer['iss'] == issuer

  token = client.auth_code.get_token(answer['code'], redirect_uri: redirect_uri, code_verifier: verifier)
  homes = token.get('/v1/structures')
  fresh = token.refresh!
  who = fresh.get('/oauth2/userinfo').parsed
  {
    email: who['email'], homes: homes.status, refreshed: fresh.token != token.token, expires: fresh.expires?,
    refusal: refusal(client, answer['code'], redirect_uri, verifier)
  }
end

def refusal(client, code, redirect_uri, verifier)
  client.auth_code.get_token(code, redirect_uri: redirect_uri, code_verifier: verifier)
  'none'
rescue OAuth2::Error => e
  e.code
end

results = setting['apps'].to_h do |client_id, scheme, secret|
  ["#{client_id} by #{scheme}", everything(issuer, setting['redirectUri'], client_id, scheme.to_sym, secret)]
end
own = setting['apps'].to_h do |client_id, scheme, secret|
  client = OAuth2::Client.new(client_id, secret, site: issuer, token_url: '/oauth2/token', auth_scheme: scheme.to_sym)
  ["#{client_id} for itself by #{scheme}", client.client_credentials.get_token.params['token_type']]
end
puts "DONE #{JSON.generate(results.merge(own))}"
