import Settings

/// What `--listen` takes.
enum ListenOption {
  /// The address and port in `text`; anything else is named for what it is.
  static func place(_ text: String, such example: String) throws -> SocketPlace {
    if let place = SocketPlace(text) { return place }
    throw fail("--listen takes ADDR:PORT, such as \(example): \(fault(in: text, example)).", Exit.usage)
  }

  private static func fault(in text: String, _ example: String) -> String {
    let typed = "\"\(text.prefix(60))\""
    guard let colon = text.lastIndex(of: ":") else {
      let isPort = !text.isEmpty && text.allSatisfy(\.isNumber)
      return isPort ? "\(typed) has no address" : "\(typed) has no port"
    }
    let address = text[..<colon]
    if UInt16(text[text.index(after: colon)...]) == nil { return "a port is a number from 0 to 65535" }
    if address.isEmpty { return "\(typed) has no address; 0.0.0.0 stands for all of this machine's" }
    if address.contains(":") { return "an IPv6 address stands in brackets, as in [::1]:8744" }
    if address.contains(where: \.isLetter) { return "\(typed) has a name and no address; write the numbers" }
    return "\(typed) has no address that there can be"
  }
}
