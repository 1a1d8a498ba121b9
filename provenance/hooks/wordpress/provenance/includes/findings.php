<?php
/**
 * A result as HTML, for the classic editor. Everything in it comes from outside and is escaped.
 *
 * @package Provenance
 */

namespace Provenance;

defined( 'ABSPATH' ) || exit;

/** What a picture's verdict is called. Consistent never means authentic. */
function verdict_label( string $verdict ): string {
	$labels = array(
		'mismatch'   => __( 'does not match', 'provenance' ),
		'incomplete' => __( 'incomplete', 'provenance' ),
		'attention'  => __( 'needs attention', 'provenance' ),
		'accepted'   => __( 'accepted, not verified', 'provenance' ),
		'consistent' => __( 'consistent with its original', 'provenance' ),
	);
	return $labels[ $verdict ] ?? __( 'not verified', 'provenance' );
}

function severity_label( string $severity ): string {
	$labels = array(
		'error'   => __( 'error', 'provenance' ),
		'warning' => __( 'warning', 'provenance' ),
		'info'    => __( 'note', 'provenance' ),
	);
	return $labels[ $severity ] ?? $severity;
}

/** One line that says how the check ended. */
function summary_of( array $result ): string {
	if ( ! $result ) {
		return __( 'The pictures were not checked yet: save a draft.', 'provenance' );
	}
	if ( 'not-checked' === $result['state'] ) {
		return unchecked_sentence( $result );
	}
	$said = array(
		'block'   => __( 'This article may not be published as it is.', 'provenance' ),
		'warn'    => __( 'There is something to look at before publishing.', 'provenance' ),
		'allow'   => __( 'Nothing was found that keeps this article from being published.', 'provenance' ),
		'pending' => __( 'Checked only in part so far: the pictures’ sources were not asked yet.', 'provenance' ),
	);
	if ( 'fast' === $result['mode'] && 'pending' !== $result['action'] ) {
		return 'allow' === $result['action'] ? $said['pending'] : "{$said['pending']} {$said[ $result['action'] ]}";
	}
	return $said[ $result['action'] ];
}

/**
 * Print a result.
 *
 * @param array $result   As it is kept.
 * @param bool  $override True shows the fields for an override.
 */
function print_result( array $result, bool $override ): void {
	printf( '<p>%s</p>', esc_html( summary_of( $result ) ) );
	$number = 0;
	foreach ( $result['images'] ?? array() as $image ) {
		/* translators: 1: a number, 2: how the check of this picture ended. */
		$heading = sprintf( __( 'Picture %1$d: %2$s', 'provenance' ), $image['number'], verdict_label( $image['verdict'] ) );
		printf( '<h4>%s <span class="description">%s</span></h4>', esc_html( $heading ), esc_html( name_of( $image ) ) );
		printf( '<p>%s <em>%s</em></p>', esc_html( $image['caption'] ), esc_html( $image['credit'] ) );
		foreach ( $image['originals'] as $original ) {
			printf( '<p><a href="%s" target="_blank" rel="noopener noreferrer">%s</a> (%s)</p>', esc_url( $original['page_url'] ?? '', array( 'http', 'https' ) ), esc_html( $original['title'] ?? '' ), esc_html( $original['source'] ?? '' ) );
		}
		echo '<ul class="ul-disc">';
		foreach ( $image['findings'] as $finding ) {
			printf( '<li><strong>%s</strong> %s %s <code>%s</code>', esc_html( severity_label( $finding['severity'] ) ), esc_html( $finding['message'] ), esc_html( $finding['suggestion'] ?? '' ), esc_html( $finding['rule'] ) );
			if ( $override ) {
				printf( '<br><label><input type="checkbox" name="provenance_override[]" value="%s"> %s</label>', esc_attr( digest_of( $image, $finding ) ), esc_html__( 'Override', 'provenance' ) );
				++$number;
			}
			echo '</li>';
		}
		foreach ( $image['overridden'] as $one ) {
			/* translators: 1: a sentence of the check, 2: who, when, why. */
			printf( '<li>%s</li>', esc_html( sprintf( __( 'Overridden: %1$s (%2$s)', 'provenance' ), $one['message'], told_override( $one ) ) ) );
		}
		foreach ( $image['not_checked'] as $one ) {
			/* translators: 1: a rule, 2: why. */
			printf( '<li>%s</li>', esc_html( sprintf( __( 'Not checked: %1$s (%2$s)', 'provenance' ), $one['rule'], $one['detail'] ?: $one['reason'] ) ) );
		}
		echo '</ul>';
	}
	if ( $number ) {
		printf( '<p><label>%s <input type="text" name="provenance_reason" maxlength="500" class="large-text"></label></p>', esc_html__( 'Why the ticked findings do not count', 'provenance' ) );
		printf( '<p><label>%s <input type="date" name="provenance_until" min="%s"></label></p>', esc_html__( 'Until (optional)', 'provenance' ), esc_attr( wp_date( 'Y-m-d' ) ) );
		printf( '<p class="description">%s</p>', esc_html__( 'Kept with your name when you save or publish.', 'provenance' ) );
	}
}
