# Calls the API with an access token (RFC 6750 §2.1) and prints its answer.

require "json"
require "net/http"

api_url = "<<api_url>>"
access_token = ENV.fetch("ACCESS_TOKEN") { abort "Set ACCESS_TOKEN first." }

response = Net::HTTP.get_response(URI(api_url), { "Authorization" => "Bearer #{access_token}" })
abort response.body unless response.code == "200"

puts JSON.pretty_generate(JSON.parse(response.body))
