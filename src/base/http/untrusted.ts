const INCOMPLETE =
  'sends an incomplete certificate chain; `tenderbell doctor --fetch-intermediates` completes it';

/** OpenSSL's verdicts as Node names them (https://nodejs.org/docs/latest-v20.x/api/tls.html#x509-certificate-error-codes), in words. */
const VERDICTS: Readonly<Record<string, string>> = {
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: INCOMPLETE,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: INCOMPLETE,
  UNABLE_TO_GET_ISSUER_CERT: INCOMPLETE,
  CERT_HAS_EXPIRED:
    'a certificate of its chain has expired: the portal must renew its own, `tenderbell doctor --fetch-intermediates` renews a stored one',
  CERT_NOT_YET_VALID: "its certificate is not valid yet; look at this machine's clock",
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name; the portal must mend it',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is signed by nobody but itself',
  SELF_SIGNED_CERT_IN_CHAIN:
    'its certificate ends at a root that is not trusted; if it is your own, name it in `extraCa`',
};

const OTHERS = new Set([
  'CERT_SIGNATURE_FAILURE',
  'CERT_UNTRUSTED',
  'CERT_REJECTED',
  'CERT_REVOKED',
  'CERT_CHAIN_TOO_LONG',
  'PATH_LENGTH_EXCEEDED',
  'INVALID_CA',
  'INVALID_PURPOSE',
  'HOSTNAME_MISMATCH',
  'UNABLE_TO_DECRYPT_CERT_SIGNATURE',
  'UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY',
  'ERROR_IN_CERT_NOT_BEFORE_FIELD',
  'ERROR_IN_CERT_NOT_AFTER_FIELD',
  'ERR_TLS_CERT_ALTNAME_FORMAT',
  // Too weak for OpenSSL's security level.
  'EE_KEY_TOO_SMALL',
  'CA_KEY_TOO_SMALL',
  'CA_MD_TOO_WEAK',
]);

/** Why a server's certificate is not believed, and the remedy if there is one; undefined for a code of another kind. */
export function untrustedReason(code: string): string | undefined {
  return Object.hasOwn(VERDICTS, code)
    ? VERDICTS[code]
    : OTHERS.has(code)
      ? `its certificate cannot be trusted (${code})`
      : undefined;
}
