import HTTPTypes

/// The address at the other end of a connection, on its way to whoever answers the request.
///
/// It travels with the head: a connection that has ended by then has no address any more, and Safaricom's callback
/// would be a stranger's.
enum SocketPeer {
  /// A field of the request that the connection's guard sets, whatever the sender wrote.
  static let field: HTTPField.Name = {
    guard let name = HTTPField.Name("kaunta-socket-peer") else { preconditionFailure("a field's name is a token") }
    return name
  }()

  /// Notes it in a head; nil where there is none.
  static func note(_ peer: PeerAddress?, in head: inout HTTPRequest) { head.headerFields[field] = peer?.description }

  /// What was noted.
  static func of(_ head: HTTPRequest) -> PeerAddress? { head.headerFields[field].flatMap { PeerAddress($0) } }
}
