import Glibc

/// The programs that were built together with the tests.
public enum BuiltProducts {
  /// The path of a program, beside the test bundle that runs now.
  public static func path(of name: String) throws -> String {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = readlink("/proc/self/exe", &buffer, buffer.count)
    guard count > 0 else { throw TestFailure("cannot tell where the tests run") }
    let executable = String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    guard let slash = executable.lastIndex(of: "/") else { throw TestFailure("no directory in \(executable)") }
    let path = executable[..<slash] + "/" + name
    guard access(String(path), X_OK) == 0 else { throw TestFailure("\(path) is not built") }
    return String(path)
  }
}
