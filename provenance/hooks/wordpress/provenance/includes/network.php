<?php
/**
 * On a network: one service for every site that enters none of its own, set by who manages the network.
 *
 * @package Provenance
 */

namespace Provenance;

defined( 'ABSPATH' ) || exit;

const MANAGES_NETWORK = 'manage_network_options';

add_action( 'network_admin_menu', __NAMESPACE__ . '\\add_network_page' );
add_action( 'network_admin_edit_provenance', __NAMESPACE__ . '\\save_network_settings' );
add_filter( 'network_admin_plugin_action_links_' . plugin_basename( dirname( __DIR__ ) . '/provenance.php' ), __NAMESPACE__ . '\\link_network_settings' );

function add_network_page(): void {
	add_submenu_page( 'settings.php', __( 'Picture check', 'provenance' ), __( 'Picture check', 'provenance' ), MANAGES_NETWORK, 'provenance', __NAMESPACE__ . '\\network_page' );
}

/** "Settings" beside the plug-in's name in the network's list. */
function link_network_settings( $links ) {
	array_unshift( $links, sprintf( '<a href="%s">%s</a>', esc_url( network_admin_url( 'settings.php?page=provenance' ) ), esc_html__( 'Settings', 'provenance' ) ) );
	return $links;
}

function network_page(): void {
	if ( ! current_user_can( MANAGES_NETWORK ) ) {
		return;
	}
	?>
	<div class="wrap">
		<h1><?php esc_html_e( 'Picture check', 'provenance' ); ?></h1>
		<?php settings_errors( NETWORK_OPTION ); ?>
		<p><?php esc_html_e( 'For every site of the network that enters no service of its own.', 'provenance' ); ?></p>
		<form action="<?php echo esc_url( network_admin_url( 'edit.php?action=provenance' ) ); ?>" method="post">
			<?php wp_nonce_field( 'provenance-network' ); ?>
			<?php print_fields( NETWORK_OPTION, network_settings(), network_settings()['unanswered'] ?: 'publish' ); ?>
			<?php submit_button(); ?>
		</form>
	</div>
	<?php
}

/** Keep what the network's form says, and say whether a service answers there. */
function save_network_settings(): void {
	check_admin_referer( 'provenance-network' );
	if ( ! current_user_can( MANAGES_NETWORK ) ) {
		wp_die( esc_html__( 'You may not change the settings of the network.', 'provenance' ), 403 );
	}
	// phpcs:ignore WordPress.Security.ValidatedSanitizedInput.InputNotSanitized -- cleaned_settings does.
	$given = isset( $_POST[ NETWORK_OPTION ] ) ? wp_unslash( $_POST[ NETWORK_OPTION ] ) : array();
	update_site_option( NETWORK_OPTION, cleaned_settings( $given, network_settings(), NETWORK_OPTION ) );
	$asked = network_connection();
	if ( '' !== $asked[0] && ! get_settings_errors( NETWORK_OPTION ) ) {
		report_test( NETWORK_OPTION, $asked );
	}
	set_transient( 'settings_errors', get_settings_errors(), 30 );
	wp_safe_redirect( network_admin_url( 'settings.php?page=provenance&settings-updated=1' ) );
	exit;
}
