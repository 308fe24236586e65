import NIOCore
import NIOPosix
import NIOSSL

/// A server on loopback with a certificate that nobody signed but itself, which answers anything with 200 and a Date.
final class SecureServer: Sendable {
  /// Until when its certificate is valid.
  enum Certificate: Sendable {
    case valid, past, future
  }

  let port: Int
  private let eventLoops = MultiThreadedEventLoopGroup(numberOfThreads: 1)
  private let listening: any Channel

  /// By its number: a bare root has no file that says where localhost is.
  var baseURL: String { "https://127.0.0.1:\(port)" }

  init(_ certificate: Certificate, date: String?) throws {
    let chain = try NIOSSLCertificate.fromPEMBytes(Array(certificate.pem.utf8))
    let key = try NIOSSLPrivateKey(bytes: Array(Self.key.utf8), format: .pem)
    let context = try NIOSSLContext(
      configuration: .makeServerConfiguration(
        certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key)))
    let server = ServerBootstrap(group: eventLoops).childChannelInitializer { channel in
      channel.eventLoop.makeCompletedFuture {
        try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: context))
        try channel.pipeline.syncOperations.addHandler(AnswerOnce(date: date))
      }
    }
    listening = try server.bind(host: "127.0.0.1", port: 0).wait()
    port = listening.localAddress?.port ?? 0
  }

  func stop() {
    try? listening.close().wait()
    try? eventLoops.syncShutdownGracefully()
  }

  private final class AnswerOnce: ChannelInboundHandler, Sendable {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    let date: String?

    init(date: String?) { self.date = date }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      let head = date.map { "Date: \($0)\r\n" } ?? ""
      let text = "HTTP/1.1 200 OK\r\n\(head)Content-Length: 0\r\nConnection: close\r\n\r\n"
      context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: text)), promise: nil)
    }
  }

  /// For these tests alone; made with openssl.
  private static let key = """
    -----BEGIN EC PRIVATE KEY-----
    MHcCAQEEIJZsLF0gAPNp4C/396c/s2kRMyvP+KEJlrmoV03aJBTGoAoGCCqGSM49
    AwEHoUQDQgAEtxZUB4joob1Fi075RPcz9f1D8p+pN3tDra1viMMAToUGJBXkt2li
    XwcUIXTgVFwxPoBkdR8qWFI/3+ylOQU6Gw==
    -----END EC PRIVATE KEY-----
    """
}

extension SecureServer.Certificate {
  /// For `localhost` and 127.0.0.1, signed by its own key: of 2020 to 2120, of 2001, of 2090.
  fileprivate var pem: String {
    switch self {
    case .valid:
      """
      -----BEGIN CERTIFICATE-----
      MIIBVTCB/KADAgECAgEBMAoGCCqGSM49BAMCMBQxEjAQBgNVBAMMCWxvY2FsaG9z
      dDAgFw0yMDAxMDEwMDAwMDBaGA8yMTIwMDEwMTAwMDAwMFowFDESMBAGA1UEAwwJ
      bG9jYWxob3N0MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEtxZUB4joob1Fi075
      RPcz9f1D8p+pN3tDra1viMMAToUGJBXkt2liXwcUIXTgVFwxPoBkdR8qWFI/3+yl
      OQU6G6M9MDswGgYDVR0RBBMwEYIJbG9jYWxob3N0hwR/AAABMB0GA1UdDgQWBBRu
      35OYRjO4J8HY2/Mp+HiEgjRXHDAKBggqhkjOPQQDAgNIADBFAiEAhBJCcGFOTVGB
      brZjYrmqrM23cC04U23cfYCPCdrLwHgCIFye5CUGIfxvKUsZ3RFiueTS3WvPPd3Q
      mUYJur84Nauy
      -----END CERTIFICATE-----
      """
    case .past:
      """
      -----BEGIN CERTIFICATE-----
      MIIBUjCB+qADAgECAgECMAoGCCqGSM49BAMCMBQxEjAQBgNVBAMMCWxvY2FsaG9z
      dDAeFw0wMTAxMDEwMDAwMDBaFw0wMjAxMDEwMDAwMDBaMBQxEjAQBgNVBAMMCWxv
      Y2FsaG9zdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABLcWVAeI6KG9RYtO+UT3
      M/X9Q/KfqTd7Q62tb4jDAE6FBiQV5LdpYl8HFCF04FRcMT6AZHUfKlhSP9/spTkF
      OhujPTA7MBoGA1UdEQQTMBGCCWxvY2FsaG9zdIcEfwAAATAdBgNVHQ4EFgQUbt+T
      mEYzuCfB2NvzKfh4hII0VxwwCgYIKoZIzj0EAwIDRwAwRAIgFU5gWpSpZAxKySCz
      aBoRv1dLUSf0PzMB7E9bkAoDK0ECIGDvfccmNLjc6fra6cOBU/Y1mxIeTKhAZt4S
      EfNSexbi
      -----END CERTIFICATE-----
      """
    case .future:
      """
      -----BEGIN CERTIFICATE-----
      MIIBVjCB/qADAgECAgEDMAoGCCqGSM49BAMCMBQxEjAQBgNVBAMMCWxvY2FsaG9z
      dDAiGA8yMDkwMDEwMTAwMDAwMFoYDzIwOTEwMTAxMDAwMDAwWjAUMRIwEAYDVQQD
      DAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAS3FlQHiOihvUWL
      TvlE9zP1/UPyn6k3e0OtrW+IwwBOhQYkFeS3aWJfBxQhdOBUXDE+gGR1HypYUj/f
      7KU5BToboz0wOzAaBgNVHREEEzARgglsb2NhbGhvc3SHBH8AAAEwHQYDVR0OBBYE
      FG7fk5hGM7gnwdjb8yn4eISCNFccMAoGCCqGSM49BAMCA0cAMEQCIFtYl89a74Q2
      WZDfTtVLb6g4WW9fOlrigfWjs5Q/BQDkAiB3zFhcaopfi6fxn+m7TIeax0D1Nr4N
      IkNLCnOZ6G1Q5Q==
      -----END CERTIFICATE-----
      """
    }
  }
}
