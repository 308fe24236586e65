import Glibc

/// The programs that were built together with the tests.
package enum BuiltProducts {
  /// The path of a program, beside the test bundle that runs now.
  package static func path(of name: String) throws -> String {
    guard let directory else { throw TestFailure("cannot tell where the tests run") }
    let path = directory + "/" + name
    guard access(path, X_OK) == 0 else { throw TestFailure("\(path) is not built") }
    return path
  }

  /// Asked for once, before a program leaves its mount namespace: after unshare(2) in a chroot the kernel tells its
  /// path as it is outside.
  package static let directory: String? = {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = readlink("/proc/self/exe", &buffer, buffer.count)
    let executable = String(decoding: buffer.prefix(max(0, count)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return executable.lastIndex(of: "/").map { String(executable[..<$0]) }
  }()
}
