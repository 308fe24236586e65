import Glibc
import Payments

/// What a listener calls itself to the next one: its process and since when.
struct ListenerName: Sendable {
  private let words: String

  init() {
    words = "process \(getpid()), since \(EastAfricaTime(SystemClock().now()).rfc3339)"
  }

  /// The same with the address on which it listens.
  func on(_ address: String) -> String { words + ", on \(address)" }
}
