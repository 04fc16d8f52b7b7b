<?php

// Exchanges a refresh token for a new access token (RFC 6749 §6).

$tokenEndpoint = '<<token_endpoint>>';
$clientId = '<<client_id>>';
$clientSecret = getenv('CLIENT_SECRET') ?: stop('Set CLIENT_SECRET first.'); // only for apps with a secret
$refreshToken = getenv('REFRESH_TOKEN') ?: stop('Set REFRESH_TOKEN first.');

$request = curl_init($tokenEndpoint);
curl_setopt_array($request, [
    CURLOPT_RETURNTRANSFER => true,
    CURLOPT_TIMEOUT => 30,
    CURLOPT_POSTFIELDS => http_build_query([
        'grant_type' => 'refresh_token',
        'refresh_token' => $refreshToken,
        'client_id' => $clientId,
        'client_secret' => $clientSecret, // only for apps with a secret
    ]),
]);
$answer = curl_exec($request);
curl_getinfo($request, CURLINFO_RESPONSE_CODE) === 200 || stop($answer ?: curl_error($request));

// The refresh token may be a new one: keep what this answer says.
$tokens = json_decode($answer, true);
foreach (['access_token', 'expires_in', 'refresh_token'] as $name) {
    if (isset($tokens[$name])) {
        echo "$name {$tokens[$name]}\n";
    }
}

function stop(string $sentence): never
{
    fwrite(STDERR, "$sentence\n");
    exit(1);
}
