<?php

// Calls the API with an access token (RFC 6750 §2.1) and prints its answer.

$apiUrl = '<<api_url>>';
$accessToken = getenv('ACCESS_TOKEN') ?: stop('Set ACCESS_TOKEN first.');

$request = curl_init($apiUrl);
curl_setopt_array($request, [
    CURLOPT_RETURNTRANSFER => true,
    CURLOPT_TIMEOUT => 30,
    CURLOPT_HTTPHEADER => ["Authorization: Bearer $accessToken"],
]);
$answer = curl_exec($request);
curl_getinfo($request, CURLINFO_RESPONSE_CODE) === 200 || stop($answer ?: curl_error($request));

echo json_encode(json_decode($answer), JSON_PRETTY_PRINT | JSON_UNESCAPED_SLASHES), "\n";

function stop(string $sentence): never
{
    fwrite(STDERR, "$sentence\n");
    exit(1);
}
