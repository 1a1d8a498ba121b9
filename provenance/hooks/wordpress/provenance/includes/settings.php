<?php
/**
 * Where the service is, and what happens while it does not answer.
 *
 * @package Provenance
 */

namespace Provenance;

defined( 'ABSPATH' ) || exit;

const OPTION = 'provenance_settings';

add_action( 'admin_menu', __NAMESPACE__ . '\\add_settings_page' );
add_action( 'admin_init', __NAMESPACE__ . '\\register_settings' );

/** The settings: `address` and `token` of the service, and `unanswered`: `publish` or `hold`. */
function settings(): array {
	$kept = get_option( OPTION );
	return array_merge(
		array(
			'address'    => '',
			'token'      => '',
			'unanswered' => 'publish',
		),
		is_array( $kept ) ? $kept : array()
	);
}

/** The token: of the constant PROVENANCE_TOKEN, else of the environment variable, else of the database. */
function token(): string {
	if ( token_is_outside() ) {
		return defined( 'PROVENANCE_TOKEN' ) ? (string) constant( 'PROVENANCE_TOKEN' ) : (string) getenv( 'PROVENANCE_TOKEN' );
	}
	return settings()['token'];
}

/** True where the token is not kept in the database. */
function token_is_outside(): bool {
	return defined( 'PROVENANCE_TOKEN' ) || '' !== (string) getenv( 'PROVENANCE_TOKEN' );
}

function add_settings_page(): void {
	add_options_page( __( 'Picture check', 'provenance' ), __( 'Picture check', 'provenance' ), 'manage_options', 'provenance', __NAMESPACE__ . '\\settings_page' );
}

function register_settings(): void {
	register_setting(
		'provenance',
		OPTION,
		array(
			'type'              => 'array',
			'sanitize_callback' => __NAMESPACE__ . '\\sanitize_settings',
			'show_in_rest'      => false,
		)
	);
}

/**
 * The settings out of the form. An address that is none, and an empty token, leave what was kept.
 *
 * @param mixed $given The submitted values.
 */
function sanitize_settings( $given ): array {
	$kept    = settings();
	$given   = is_array( $given ) ? $given : array();
	$address = untrailingslashit( esc_url_raw( trim( (string) ( $given['address'] ?? '' ) ), array( 'http', 'https' ) ) );
	if ( '' !== $address && ! wp_parse_url( $address, PHP_URL_HOST ) || '' === $address && '' !== trim( (string) ( $given['address'] ?? '' ) ) ) {
		add_settings_error( OPTION, 'address', __( 'The address must begin with http:// or https:// and name a host, for example http://127.0.0.1:8321.', 'provenance' ) );
		$address = $kept['address'];
	}
	$token = preg_replace( '/[^\x21-\x7e]/', '', (string) ( $given['token'] ?? '' ) );
	return array(
		'address'    => $address,
		'token'      => '' === $token ? $kept['token'] : $token,
		'unanswered' => 'hold' === ( $given['unanswered'] ?? '' ) ? 'hold' : 'publish',
	);
}

function settings_page(): void {
	if ( ! current_user_can( 'manage_options' ) ) {
		return;
	}
	$settings = settings();
	?>
	<div class="wrap">
		<h1><?php esc_html_e( 'Picture check', 'provenance' ); ?></h1>
		<form action="options.php" method="post">
			<?php settings_fields( 'provenance' ); ?>
			<table class="form-table" role="presentation">
				<tr>
					<th scope="row"><label for="provenance-address"><?php esc_html_e( 'Address of the service', 'provenance' ); ?></label></th>
					<td><input name="<?php echo esc_attr( OPTION ); ?>[address]" id="provenance-address" type="url" class="regular-text" value="<?php echo esc_attr( $settings['address'] ); ?>" placeholder="http://127.0.0.1:8321">
					<p class="description"><?php esc_html_e( 'Where “provenance serve” listens. Use https where it is on another machine. Without an address nothing is checked.', 'provenance' ); ?></p></td>
				</tr>
				<tr>
					<th scope="row"><label for="provenance-token"><?php esc_html_e( 'Token', 'provenance' ); ?></label></th>
					<td><input name="<?php echo esc_attr( OPTION ); ?>[token]" id="provenance-token" type="password" autocomplete="off" class="regular-text" value="" <?php disabled( token_is_outside() ); ?>
						placeholder="<?php echo esc_attr( '' === token() ? '' : __( 'kept; leave empty to keep it', 'provenance' ) ); ?>">
					<p class="description"><?php esc_html_e( 'To keep it out of the database, define PROVENANCE_TOKEN in wp-config.php or in the environment.', 'provenance' ); ?></p></td>
				</tr>
				<tr>
					<th scope="row"><?php esc_html_e( 'When the service does not answer', 'provenance' ); ?></th>
					<td><fieldset>
						<label><input type="radio" name="<?php echo esc_attr( OPTION ); ?>[unanswered]" value="publish" <?php checked( $settings['unanswered'], 'publish' ); ?>> <?php esc_html_e( 'Publish, and say that the pictures were not checked', 'provenance' ); ?></label><br>
						<label><input type="radio" name="<?php echo esc_attr( OPTION ); ?>[unanswered]" value="hold" <?php checked( $settings['unanswered'], 'hold' ); ?>> <?php esc_html_e( 'Do not publish', 'provenance' ); ?></label>
					</fieldset></td>
				</tr>
			</table>
			<?php submit_button(); ?>
		</form>
	</div>
	<?php
}
