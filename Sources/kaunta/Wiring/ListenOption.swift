import CommandText
import Settings

/// What `--listen` takes.
enum ListenOption {
  /// The address and port in `text`; anything else is named for what it is.
  static func place(_ text: String, such example: String) throws -> SocketPlace {
    if let place = SocketPlace(text) { return place }
    throw fail("--listen takes ADDR:PORT, such as \(example): \(SocketPlace.fault(in: text)).", Exit.usage)
  }
}
