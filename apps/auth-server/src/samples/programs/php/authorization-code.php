<?php

// Asks a person for access and prints the tokens: authorization code with PKCE (RFC 6749, RFC 7636).

$authorizationEndpoint = '<<authorization_endpoint>>';
$tokenEndpoint = '<<token_endpoint>>';
$clientId = '<<client_id>>';
$clientSecret = getenv('CLIENT_SECRET') ?: stop('Set CLIENT_SECRET first.'); // only for apps with a secret
$redirectUri = '<<redirect_uri>>';
$scope = '<<scope>>';

$state = base64url(random_bytes(32));
$codeVerifier = base64url(random_bytes(32));
$question = form([
    'response_type' => 'code',
    'client_id' => $clientId,
    'redirect_uri' => $redirectUri,
    'scope' => $scope,
    'state' => $state,
    'code_challenge' => base64url(hash('sha256', $codeVerifier, true)),
    'code_challenge_method' => 'S256',
]);

fwrite(STDERR, "Open this address, allow access, then paste the address that you end at, or the code that the page shows:\n");
fwrite(STDERR, "$authorizationEndpoint?$question\n");
$code = trim(fgets(STDIN));

if (str_contains($code, '://')) {
    parse_str((string) parse_url($code, PHP_URL_QUERY), $answer);
    isset($answer['error']) && stop($answer['error'] . ': ' . ($answer['error_description'] ?? ''));
    ($answer['state'] ?? '') === $state || stop('The state does not match: this address answers another request.');
    $code = $answer['code'] ?? '';
}

$request = curl_init($tokenEndpoint);
curl_setopt_array($request, [
    CURLOPT_RETURNTRANSFER => true,
    CURLOPT_TIMEOUT => 30,
    CURLOPT_POSTFIELDS => form([
        'grant_type' => 'authorization_code',
        'code' => $code,
        'redirect_uri' => $redirectUri,
        'code_verifier' => $codeVerifier,
        'client_id' => $clientId,
        'client_secret' => $clientSecret, // only for apps with a secret
    ]),
]);
$answer = curl_exec($request);
curl_getinfo($request, CURLINFO_RESPONSE_CODE) === 200 || stop($answer ?: curl_error($request));

$tokens = json_decode($answer, true);
foreach (['access_token', 'expires_in', 'refresh_token'] as $name) {
    if (isset($tokens[$name])) {
        echo "$name {$tokens[$name]}\n";
    }
}

function base64url(string $bytes): string
{
    return rtrim(strtr(base64_encode($bytes), '+/', '-_'), '=');
}

function form(array $fields): string
{
    return http_build_query(array_filter($fields, strlen(...)));
}

function stop(string $sentence): never
{
    fwrite(STDERR, "$sentence\n");
    exit(1);
}
