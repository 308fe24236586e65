/// Whether Safaricom would call back to an address (daraja.md section 4.3).
enum CallbackAddress {
  /// Any http or https address with a host; when strict, the documents' rules as well.
  static func isAccepted(_ url: String, isStrict: Bool) -> Bool {
    guard url.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else { return false }
    let rest: Substring
    let isSecure: Bool
    if url.hasPrefix("https://") {
      (rest, isSecure) = (url.dropFirst(8), true)
    } else if url.hasPrefix("http://") {
      (rest, isSecure) = (url.dropFirst(7), false)
    } else {
      return false
    }
    let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    let host = host(of: authority)
    if host.isEmpty || authority.contains("@") { return false }
    return !isStrict || (isSecure && isPublic(host) && !hasForbiddenWord(url))
  }

  private static func host(of authority: Substring) -> Substring {
    if authority.hasPrefix("[") { return authority.prefix { $0 != "]" } }
    return authority.prefix { $0 != ":" }
  }

  private static func isPublic(_ host: Substring) -> Bool {
    if host.hasPrefix("[") { return !host.hasPrefix("[::1") && !host.hasPrefix("[f") }
    if host.contains(where: \.isUppercase) || !host.contains(".") { return false }
    if ["127.", "10.", "192.168.", "169.254.", "0."].contains(where: host.hasPrefix) { return false }
    let parts = host.split(separator: ".")
    if parts.count == 4, parts[0] == "172", let second = Int(parts[1]), (16...31).contains(second) { return false }
    return !["ngrok", "mockbin", "requestbin"].contains(where: host.contains)
  }

  private static func hasForbiddenWord(_ url: String) -> Bool {
    let lowered = url.lowercased()
    return ["mpesa", "m-pesa", "safaricom", "exe", "cmd", "sql", "query"].contains(where: lowered.contains)
  }
}
