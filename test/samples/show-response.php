<?php // Put behind a sample by auto_append_file: it shows what the sample received, and leaves the sample as it stands.
echo PHP_EOL, $response, PHP_EOL;
