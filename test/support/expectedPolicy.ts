/** The chat's policy, word for word, as it is meant to be. NONCE and SOURCE stand for what VS Code gives each page. */
export const expectedPolicy = "default-src 'none'; script-src 'nonce-NONCE'; style-src SOURCE 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='; font-src SOURCE; img-src SOURCE blob:; "
  + "connect-src 'none'; media-src 'none'; object-src 'none'; frame-src 'none'; child-src 'none'; worker-src 'none'; manifest-src 'none'; base-uri 'none'; form-action 'none'";
