<?php
// What Wikimedia Commons adds to MediaWiki, as far as these tests need it. The project's own code.
//
// 1. `extmetadata` from the file page, by Commons' published markup (Commons:Machine-readable data): ids
//    `fileinfotpl_*`, classes `licensetpl_*`, `span.geo`, categories. Core alone gives upload time and title.
// 2. A search that answers as Commons' does: in the page text, `filetype:` accepted, OR accepted, best match first.

use MediaWiki\MediaWikiServices;

// Core keeps extmetadata for 30 days by the file's SHA-1, filled before the page exists: never here.
$wgHooks['ValidateExtendedMetadataCache'][] = static fn () => false;

$wgHooks['GetExtendedMetadata'][] = static function ( array &$fields, File $file, IContextSource $context ) {
	$page = MediaWikiServices::getInstance()->getWikiPageFactory()->newFromTitle( $file->getTitle() );
	$fields['DateTime'] = [ 'value' => wfTimestamp( TS_DB, $file->getTimestamp() ), 'source' => 'mediawiki-metadata' ];
	$rendered = $page->exists() ? $page->getParserOutput( ParserOptions::newFromAnon() ) : null;
	if ( !$rendered ) {
		return true;
	}
	$document = new DOMDocument();
	// the encoding must be told, or libxml reads Latin-1
	@$document->loadHTML( '<?xml encoding="utf-8"?>' . $rendered->getText( [ 'enableSectionEditLinks' => false ] ) );
	$path = new DOMXPath( $document );
	$put = static function ( string $key, string $value, string $source = 'commons-desc-page' ) use ( &$fields ) {
		$fields[$key] = [ 'value' => trim( $value ), 'source' => $source ];
	};
	$inside = static function ( DOMNode $node ) use ( $document ): string {
		$html = '';
		foreach ( $node->childNodes as $child ) {
			$html .= $document->saveHTML( $child );
		}
		return preg_replace( '#href="/(?!/)#', 'href="' . $GLOBALS['wgServer'] . '/', $html );
	};
	$of_field = [
		'desc' => 'ImageDescription', 'date' => 'DateTimeOriginal', 'src' => 'Credit', 'aut' => 'Artist',
	];
	foreach ( $of_field as $id => $key ) {
		$node = $path->query( "//*[@id='fileinfotpl_$id']/following-sibling::td[1]" )->item( 0 );
		if ( $node ) {
			$put( $key, $inside( $node ) );
		}
	}
	$of_class = [
		'licensetpl_short' => 'LicenseShortName', 'licensetpl_link' => 'LicenseUrl', 'licensetpl_long' => 'UsageTerms',
		'licensetpl_attr' => 'Attribution', 'licensetpl_attr_req' => 'AttributionRequired', 'nuke' => 'DeletionReason',
	];
	foreach ( $of_class as $class => $key ) {
		$node = $path->query( "//*[contains(concat(' ', normalize-space(@class), ' '), ' $class ')]" )->item( 0 );
		if ( $node ) {
			$put( $key, $node->textContent );
		}
	}
	$geo = $path->query( "//span[contains(@class, 'geo')]" )->item( 0 );
	if ( $geo && preg_match( '/(-?[\d.]+)\s*;\s*(-?[\d.]+)/', $geo->textContent, $position ) ) {
		$put( 'GPSLatitude', $position[1] );
		$put( 'GPSLongitude', $position[2] );
	}
	$categories = array_map( static fn ( $name ) => strtr( (string)$name, '_', ' ' ), array_keys( $rendered->getCategories() ) );
	$put( 'Categories', implode( '|', $categories ), 'commons-categories' );
	return true;
};

/** Full-text search in page text: Commons' search engine has no package, so its manners are put over SQLite's. */
class CommonsLikeSearch extends SearchSqlite {
	protected function doSearchTitleInDB( $term ) {
		// Commons looks into titles and text at once; "no title search" makes the API ask for text
		return null;
	}

	protected function doSearchTextInDB( $term ) {
		// `filetype:bitmap` is a filter of Commons' engine; every file here is a bitmap
		$term = trim( preg_replace( '/\b(?:filetype|filemime):\S+/', '', $term ) );
		$words = preg_split( '/\s+/', strtr( $term, [ '"' => ' ', '*' => ' ', '(' => ' ', ')' => ' ' ] ), -1, PREG_SPLIT_NO_EMPTY );
		if ( !$words ) {
			return null;
		}
		$language = MediaWikiServices::getInstance()->getContentLanguage();
		$parts = array_map(
			static fn ( $word ) => $word === 'OR' ? 'OR' : '"' . mb_strtolower( $language->normalizeForSearch( $word ) ) . '"',
			$words
		);
		$dbr = $this->lb->getConnectionRef( DB_REPLICA );
		$match = $dbr->addQuotes( implode( ' ', $parts ) );
		// the longer the list of places where words were found, the more of them match
		$rows = $dbr->query(
			'SELECT page_id, page_namespace, page_title FROM ' . $dbr->tableName( 'page' ) . ' JOIN '
			. $dbr->tableName( 'searchindex' ) . ' ON page_id = ' . $dbr->tableName( 'searchindex' ) . '.rowid'
			. " WHERE si_text MATCH $match AND page_is_redirect = 0 AND page_namespace IN (" . $dbr->makeList( $this->namespaces ) . ')'
			. ' ORDER BY length(offsets(' . $dbr->tableName( 'searchindex' ) . ')) DESC, page_id'
			. ' LIMIT ' . (int)$this->limit . ' OFFSET ' . (int)$this->offset,
			__METHOD__
		);
		return new SqlSearchResultSet( $rows, [], null );
	}
}
$wgSearchType = 'CommonsLikeSearch';
