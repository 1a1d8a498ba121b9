<?php
/**
 * What may not be published is not, whichever way it is tried.
 *
 * Four doors: REST is told before anything is written; everything that ends in wp_insert_post (the classic form, quick
 * and bulk edit, XML-RPC, WP-CLI, other plug-ins) is kept as a draft; a scheduled post is asked about when its time has
 * come; and whoever sets the status past all that is undone. A refused change of a live article leaves the live one.
 *
 * @package Provenance
 */

namespace Provenance;

defined( 'ABSPATH' ) || exit;

const HELD = '_provenance_held';

add_action( 'init', __NAMESPACE__ . '\\watch_rest', 100 );
add_filter( 'wp_insert_post_data', __NAMESPACE__ . '\\before_insert', 100, 2 );
add_action( 'publish_future_post', __NAMESPACE__ . '\\before_scheduled', 5 );
add_action( 'transition_post_status', __NAMESPACE__ . '\\after_transition', 1, 3 );
add_filter( 'update_post_metadata', __NAMESPACE__ . '\\before_featured', 10, 4 );
add_filter( 'add_post_metadata', __NAMESPACE__ . '\\before_featured', 10, 4 );

/**
 * Why this version of a post may not go live: the sentences for the editor; empty where it may.
 *
 * @param object $post     A post, saved or about to be.
 * @param int    $featured The featured picture's attachment, or 0.
 */
function refusal( object $post, int $featured ): array {
	if ( '' === address() ) {
		return array();
	}
	$result = result_for( $post, $featured, 'full' );
	if ( 'block' === ( $result['action'] ?? '' ) ) {
		return in_brief( $result );
	}
	// One that is scheduled is asked about again when its time has come.
	return is_held_unchecked( $result ) && 'future' !== ( $post->post_status ?? '' ) ? array( unchecked_sentence( $result ) ) : array();
}

/** True where nothing is known against the article but that it could not be checked, and such articles are held. */
function is_held_unchecked( ?array $result ): bool {
	return 'not-checked' === ( $result['state'] ?? '' ) && 'hold' === unanswered_action();
}

/** How a sentence about a picture begins, in every language: one word, and its number. */
const ABOUT_A_PICTURE = '/^[^\s\d]+ (\d+)(?=[\s\x{A0}:(])/u';

/** One entry for each picture, the worst that is said of it: what differs, and what to print. The panel has the rest. */
function in_brief( array $result ): array {
	$told = array();
	foreach ( $result['sentences'] as $at => $sentence ) {
		$number = preg_match( ABOUT_A_PICTURE, $sentence, $match ) ? (int) $match[1] : "other $at";
		if ( isset( $told[ $number ] ) ) {
			continue;
		}
		foreach ( $result['images'] as $image ) {
			$line = $image['number'] === $number ? ( $image['originals'][0]['credit_line'] ?? '' ) : '';
			if ( '' !== $line && false === strpos( $sentence, $line ) ) {
				/* translators: %s: a credit line. */
				$sentence .= ' ' . sprintf( __( 'Credit line to print: %s.', 'provenance' ), rtrim( $line, '.' ) );
			}
			if ( $image['number'] === $number && '' === $image['caption'] ) { // Else the sentence quotes it.
				$sentence = (string) preg_replace( ABOUT_A_PICTURE, '$0 (' . addcslashes( name_of( $image ), '\\$' ) . ')', $sentence );
			}
		}
		$told[ $number ] = $sentence;
	}
	return array_values( $told );
}

/** What an editor knows a picture by: its file, and whether it is the featured one. */
function name_of( array $image ): string {
	$name = (string) ( $image['name'] ?? '' );
	return empty( $image['featured'] ) ? $name : trim( __( 'featured picture', 'provenance' ) . " $name" );
}

function unchecked_sentence( array $result ): string {
	/* translators: %s: why. */
	return sprintf( __( 'The pictures were not checked: %s.', 'provenance' ), rtrim( $result['detail'], '.' ) );
}

/** The whole message: what did not happen, and for the first three pictures why. */
function message_of( array $sentences ): string {
	$shown = array_slice( $sentences, 0, 3 );
	$more  = count( $sentences ) - count( $shown );
	if ( $more ) {
		/* translators: %d: a number. */
		$shown[] = sprintf( _n( 'And %d more picture.', 'And %d more pictures.', $more, 'provenance' ), $more );
	}
	return __( 'Not published.', 'provenance' ) . ' ' . implode( ' ', $shown );
}

/** True for a status that readers see now, or will see without anybody being asked again. */
function goes_live( string $status ): bool {
	return in_array( $status, array( 'publish', 'future' ), true );
}

/**
 * True where exactly this is live already: another category, or another slug, publishes no picture.
 *
 * @param object $post     A post about to be saved.
 * @param int    $featured The featured picture's attachment, or 0.
 */
function is_live_as_it_is( object $post, int $featured ): bool {
	$before = empty( $post->ID ) ? null : get_post( $post->ID );
	if ( ! $before || 'publish' !== $before->post_status ) {
		return false;
	}
	return featured_of( $before->ID ) === $featured && $before->post_content === $post->post_content && $before->post_title === $post->post_title && $before->post_excerpt === $post->post_excerpt;
}

/** REST sets the featured picture only after the post is written: what the request has named, by post; 0 for a new one. */
function featured_in_request( ?int $post_id = null, ?int $featured = null ): ?int {
	static $named = array();
	if ( null !== $featured ) {
		$named[ (int) $post_id ] = $featured;
	}
	return $named[ (int) $post_id ] ?? null;
}

/** Door 1, for the block editor and every other client of REST. */
function watch_rest(): void {
	foreach ( get_post_types( array( 'show_in_rest' => true ) ) as $type ) {
		if ( is_article( $type ) ) {
			add_filter( "rest_pre_insert_$type", __NAMESPACE__ . '\\before_rest', 100, 2 );
		}
	}
}

/**
 * Refuse the request with a message that the block editor shows.
 *
 * @param object|\WP_Error $prepared What is about to be written: only what the request changes.
 * @param \WP_REST_Request $request  The request.
 * @return object|\WP_Error
 */
function before_rest( $prepared, $request ) {
	// An autosave of a live article passes here too; it publishes nothing.
	if ( is_wp_error( $prepared ) || preg_match( '#/autosaves$#', $request->get_route() ) ) {
		return $prepared;
	}
	$before = empty( $prepared->ID ) ? null : get_post( $prepared->ID );
	$post   = (object) array_merge( $before ? $before->to_array() : empty_post(), (array) $prepared );
	if ( ! goes_live( $post->post_status ) ) {
		return $prepared;
	}
	$featured = isset( $request['featured_media'] ) ? (int) $request['featured_media'] : featured_of( (int) $post->ID );
	featured_in_request( (int) $post->ID, $featured );
	if ( is_live_as_it_is( $post, $featured ) ) {
		return $prepared;
	}
	$sentences = refusal( $post, $featured );
	if ( ! $sentences ) {
		return $prepared;
	}
	if ( $before ) {
		remember_refusal( $before->ID, $sentences, is_held_unchecked( result_for( $post, $featured, 'full' ) ) );
	}
	return new \WP_Error(
		'provenance_blocked',
		// The block editor drops a message in which it sees a tag, and a caption may hold one.
		strtr(
			message_of( $sentences ),
			array(
				'<' => '‹',
				'>' => '›',
			)
		),
		array(
			'status'    => 409,
			'sentences' => $sentences,
		)
	);
}

function empty_post(): array {
	return array(
		'ID'           => 0,
		'post_title'   => '',
		'post_content' => '',
		'post_excerpt' => '',
		'post_status'  => 'draft',
		'post_type'    => 'post',
	);
}

/**
 * Door 2: keep as a draft what may not go live; of an article that is live, keep the live version.
 *
 * @param array $data    The row to be written, slashed.
 * @param array $postarr What wp_insert_post was given.
 */
function before_insert( $data, $postarr ) {
	if ( ! goes_live( $data['post_status'] ) || ! is_article( $data['post_type'] ) ) {
		return $data;
	}
	$post_id  = (int) ( $postarr['ID'] ?? 0 );
	$post     = (object) array_merge( wp_unslash( $data ), array( 'ID' => $post_id ) );
	$featured = featured_in_request( $post_id ) ?? ( isset( $postarr['_thumbnail_id'] ) ? max( 0, (int) $postarr['_thumbnail_id'] ) : featured_of( $post_id ) );
	if ( is_live_as_it_is( $post, $featured ) ) {
		return $data;
	}
	$sentences = refusal( $post, $featured );
	if ( ! $sentences ) {
		tell_if_unchecked( $post, $featured );
		return $data;
	}
	if ( wp_doing_ajax() && 'inline-save' === ( $_POST['action'] ?? '' ) ) { // phpcs:ignore WordPress.Security.NonceVerification -- WordPress has verified it; nothing is done here.
		// Quick edit shows this in the row; nothing was changed.
		wp_die( esc_html( message_of( $sentences ) ) );
	}
	$before = $post_id ? get_post( $post_id ) : null;
	if ( $before && 'publish' === $before->post_status ) {
		keep_aside( $data, $post_id );
		foreach ( array_keys( $data ) as $column ) {
			$data[ $column ] = wp_slash( $before->$column ?? wp_unslash( $data[ $column ] ) );
		}
	} else {
		$data['post_status'] = 'draft';
	}
	refuse_after_saving( $sentences );
	return $data;
}

/**
 * Keep a refused change of a live article as its autosave: WordPress offers it in the editor.
 *
 * @param array $data    The row that is not written, slashed.
 * @param int   $post_id The live article.
 */
function keep_aside( array $data, int $post_id ): void {
	$changed = array_merge( wp_unslash( $data ), array( 'ID' => $post_id ) );
	$kept    = wp_get_post_autosave( $post_id, get_current_user_id() );
	$fields  = _wp_post_revision_data( $changed, true );
	if ( $kept ) {
		$fields['ID'] = $kept->ID;
		wp_update_post( wp_slash( $fields ) );
		return;
	}
	_wp_put_post_revision( $changed, true );
}

/**
 * Door 3: a scheduled post's time has come.
 *
 * @param int $post_id The post.
 */
function before_scheduled( $post_id ): void {
	$post = get_post( $post_id );
	if ( ! $post || 'future' !== $post->post_status || ! is_article( $post->post_type ) ) {
		return;
	}
	$post->post_status = 'publish'; // What it is about to be.
	$sentences         = refusal( $post, featured_of( $post->ID ) );
	if ( $sentences ) {
		hold( $post->ID, $sentences, is_held_unchecked( result_for( $post, featured_of( $post->ID ), 'full' ) ) );
	}
}

/**
 * Door 4: somebody has set the status past the others (wp_publish_post does).
 *
 * @param string   $new  The status now.
 * @param string   $old  The status before.
 * @param \WP_Post $post The post.
 */
function after_transition( $new, $old, $post ): void {
	if ( 'publish' !== $new || 'publish' === $old || ! is_article( $post->post_type ) ) {
		return;
	}
	// In the request of a new post, REST has named its featured picture before it had a number.
	$featured  = featured_in_request( $post->ID ) ?? featured_in_request( 0 ) ?? featured_of( $post->ID );
	$sentences = refusal( $post, $featured );
	if ( $sentences ) {
		hold( $post->ID, $sentences );
	}
}

/** Take a post back to the drafts, and say why to everybody who may edit it; it goes out later where only the service was down. */
function hold( int $post_id, array $sentences, bool $later = false ): void {
	wp_update_post(
		array(
			'ID'          => $post_id,
			'post_status' => 'draft',
		)
	);
	if ( $later ) {
		$sentences[] = __( 'It is published by itself as soon as the pictures have been checked, unless you save it before.', 'provenance' );
		wait( $post_id, true );
	}
	update_post_meta( $post_id, HELD, wp_slash( $sentences ) );
	/**
	 * A scheduled article was not published when its time had come, or another plug-in was refused to publish one.
	 *
	 * @param int      $post_id   The post, now a draft.
	 * @param string[] $sentences Why.
	 * @param bool     $later     True where it is published by itself once its pictures have been checked.
	 */
	do_action( 'provenance_held', $post_id, $sentences, $later );
	$post = get_post( $post_id );
	if ( $post && ! get_current_user_id() ) {
		mail_author( $post, __( 'Not published', 'provenance' ), message_of( $sentences ) );
	}
}

/** Somebody was refused to publish: let others know, and check again what was only not checked. */
function remember_refusal( int $post_id, array $sentences, bool $unchecked ): void {
	$post  = get_post( $post_id );
	$known = $post && 'publish' !== $post->post_status ? known_of( $post ) : null;
	if ( $known ) {
		note( $post, $known ); // The lists say so at once, not when the check in the background has its turn.
	}
	if ( $unchecked ) {
		wait( $post_id );
	}
	/**
	 * An article was refused. Where nobody is logged in (an import, a feed), this and the field
	 * `_provenance_held` are the only way to learn of it.
	 *
	 * @param int      $post_id   The post.
	 * @param string[] $sentences Why.
	 */
	do_action( 'provenance_refused', $post_id, $sentences );
}

/**
 * The featured picture of a live article is changed without the article being saved. False refuses it.
 *
 * @param null|bool $answer  What another filter says.
 * @param int       $post_id The post.
 * @param string    $key     The field.
 * @param mixed     $value   Its new value.
 */
function before_featured( $answer, $post_id, $key, $value ) {
	if ( '_thumbnail_id' !== $key || null !== $answer ) {
		return $answer;
	}
	$post = get_post( $post_id );
	if ( ! $post || 'publish' !== $post->post_status || ! is_article( $post->post_type ) || is_live_as_it_is( $post, (int) $value ) ) {
		return $answer;
	}
	$sentences = refusal( $post, (int) $value );
	if ( $sentences ) {
		tell( $post->ID, 'error', message_of( $sentences ) );
		return false;
	}
	return $answer;
}
