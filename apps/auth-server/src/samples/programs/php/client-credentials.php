<?php

// Asks for a token of the app's own, which no person has to allow: client credentials (RFC 6749 §4.4).

$tokenEndpoint = '<<token_endpoint>>';
$clientId = '<<client_id>>';
$clientSecret = getenv('CLIENT_SECRET') ?: stop('Set CLIENT_SECRET first.');
$scope = '<<scope>>';

$request = curl_init($tokenEndpoint);
curl_setopt_array($request, [
    CURLOPT_RETURNTRANSFER => true,
    CURLOPT_TIMEOUT => 30,
    CURLOPT_POSTFIELDS => http_build_query([
        'grant_type' => 'client_credentials',
        'scope' => $scope,
        'client_id' => $clientId,
        'client_secret' => $clientSecret,
    ]),
]);
$answer = curl_exec($request);
curl_getinfo($request, CURLINFO_RESPONSE_CODE) === 200 || stop($answer ?: curl_error($request));

$tokens = json_decode($answer, true);
echo "access_token {$tokens['access_token']}\n";
echo "expires_in {$tokens['expires_in']}\n";

function stop(string $sentence): never
{
    fwrite(STDERR, "$sentence\n");
    exit(1);
}
