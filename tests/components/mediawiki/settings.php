<?php
// Settings of the test wiki. Port and folder are the run's: WIKI_PORT, and WIKI_DATA in LocalSettings.php.
$wgServer = 'http://127.0.0.1:' . ( getenv( 'WIKI_PORT' ) ?: '80' );
$wgCanonicalServer = $wgServer;
$wgMainCacheType = CACHE_NONE;
$wgMessageCacheType = CACHE_NONE;
$wgParserCacheType = CACHE_NONE;
$wgSessionCacheType = CACHE_ANYTHING;
$wgCacheDirectory = $wgSQLiteDataDir . '/cache';
$wgUploadDirectory = $wgSQLiteDataDir . '/images';
$wgUploadPath = '/images';

$wgScriptPath = '';
$wgArticlePath = '/wiki/$1';
$wgUsePathInfo = true;
$wgEnableUploads = true;
$wgFileExtensions = [ 'png', 'gif', 'jpg', 'jpeg', 'webp' ];
$wgUseImageMagick = false;
$wgGenerateThumbnailOnParse = true;
$wgMaxImageArea = 1e8;
$wgShowEXIF = true;
$wgShowExceptionDetails = true;
$wgCapitalLinks = true;
$wgNamespacesToBeSearchedDefault[NS_FILE] = true;
// nothing that the tests look at is left to jobs
$wgJobRunRate = 0;
$wgEnableEmail = false;
$wgRateLimits = [];

wfLoadExtension( 'ParserFunctions' );
require __DIR__ . '/commons.php';
