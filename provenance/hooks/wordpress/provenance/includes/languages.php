<?php
/**
 * The plug-in's own translations: one for each language, for all its countries.
 *
 * @package Provenance
 */

namespace Provenance;

defined( 'ABSPATH' ) || exit;

/** Language → the locale that `languages/` has. */
const TRANSLATED = array(
	'de' => 'de_DE',
	'es' => 'es_ES',
	'fr' => 'fr_FR',
	'uk' => 'uk',
);

add_filter( 'load_textdomain_mofile', __NAMESPACE__ . '\\nearest_translation', 10, 2 );
add_filter( 'load_script_translation_file', __NAMESPACE__ . '\\nearest_script_translation', 10, 3 );

/**
 * Our own file where there is none for exactly this locale (`de_AT`, `de_DE_formal`).
 *
 * @param string $file   The file that WordPress looks for.
 * @param string $domain The text domain.
 */
function nearest_translation( $file, $domain ) {
	return 'provenance' === $domain ? nearest_file( (string) $file, '.mo' ) : $file;
}

/**
 * The same for the block editor's panel.
 *
 * @param string|false $file   The file that WordPress looks for.
 * @param string       $handle The script.
 * @param string       $domain The text domain.
 */
function nearest_script_translation( $file, $handle, $domain ) {
	return 'provenance' === $domain && $file ? nearest_file( (string) $file, '-provenance.json' ) : $file;
}

function nearest_file( string $file, string $ending ): string {
	$language = preg_match( '/provenance-([a-z]{2,3})[_.-]/', wp_basename( $file ), $match ) ? $match[1] : '';
	if ( is_readable( $file ) || ! isset( TRANSLATED[ $language ] ) ) {
		return $file;
	}
	return dirname( __DIR__ ) . '/languages/provenance-' . TRANSLATED[ $language ] . $ending;
}
