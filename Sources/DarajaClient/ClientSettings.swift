import Daraja

/// Where the API is, and how long and how much the client puts up with.
package struct ClientSettings: Sendable, Hashable {
  /// Scheme, host and port, without a slash at the end: `https://api.safaricom.co.ke`.
  package var baseURL: String
  /// From the start to an established connection: look-up, TCP and TLS together.
  package var connectMilliseconds: Int64
  /// From the start to the last byte of the answer.
  package var totalMilliseconds: Int64
  /// The longest body that an answer may have.
  package var answerBytes: Int
  /// The proxy on the way; nil for none.
  package var proxy: ProxyAddress?

  /// Settings with the figures of the design: 5 s to connect, 30 s in all, 1 MiB.
  package init(
    baseURL: String, connectMilliseconds: Int64 = 5_000, totalMilliseconds: Int64 = 30_000,
    answerBytes: Int = 1_048_576, proxy: ProxyAddress? = nil
  ) {
    var base = Substring(baseURL)
    while base.last == "/" { base = base.dropLast() }
    self.baseURL = String(base)
    self.connectMilliseconds = connectMilliseconds
    self.totalMilliseconds = totalMilliseconds
    self.answerBytes = answerBytes
    self.proxy = proxy
  }
}

/// Who asks for access tokens.
package struct ClientCredentials: Sendable {
  /// The Daraja app's consumer key.
  package let consumerKey: String
  /// Reads the consumer secret each time one is needed, so that it lives only as long as one request; nil when it
  /// cannot be read.
  package let readConsumerSecret: @Sendable () -> ConsumerSecret?

  /// A key, and the way to its secret.
  package init(consumerKey: String, readConsumerSecret: @escaping @Sendable () -> ConsumerSecret?) {
    self.consumerKey = consumerKey
    self.readConsumerSecret = readConsumerSecret
  }
}
