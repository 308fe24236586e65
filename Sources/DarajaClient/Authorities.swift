import Files
import Glibc

/// The list of authorities to which certificates are held, where NIOSSL looks for it on Linux.
enum Authorities {
  static let files = ["/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt"]
  static let directory = "/etc/ssl/certs"

  /// There is none at all: nothing could be believed.
  static func areMissing(files: [String] = files, directory: String = directory) -> Bool {
    // A package that was half installed leaves an empty one.
    if files.contains(where: { access($0, R_OK) == 0 && FileFacts(path: $0)?.lengthBytes != 0 }) { return false }
    // A directory of authorities holds each under the hash of its name.
    return (try? ByPath.names(in: directory))?.contains { $0.hasSuffix(".0") } != true
  }
}
