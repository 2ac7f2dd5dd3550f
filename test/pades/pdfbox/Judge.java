import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Security;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertStore;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXParameters;
import java.security.cert.PKIXRevocationChecker;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CRL;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Date;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import javax.security.auth.x500.X500Principal;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.PDSignature;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * Judges signed files as most Java validators do: PDFBox finds the signatures and what they are over, Bouncy Castle verifies them, and Java's own
 * PKIX says whether their certificates lead to root.der, are not on list.der, and are for signing documents. For each file its name, and for
 * each signature a line, in the order of what they are over. Before the files: at which moment, in seconds.
 */
public class Judge {
  /** RFC 9336, and e-mail, for those who do not know it yet. */
  private static final Set<String> PURPOSES = Set.of("1.3.6.1.5.5.7.3.36", "1.3.6.1.5.5.7.3.4");

  public static void main(String[] given) throws Exception {
    Security.addProvider(new BouncyCastleProvider());
    Date at = new Date(Long.parseLong(given[0]) * 1000);
    for (String file : Arrays.copyOfRange(given, 1, given.length)) {
      System.out.println("file " + file);
      byte[] content = Files.readAllBytes(Path.of(file));
      try (PDDocument document = PDDocument.load(content)) {
        List<PDSignature> signatures = document.getSignatureDictionaries();
        signatures.sort(Comparator.comparingInt(Judge::end));
        for (PDSignature signature : signatures) System.out.println(verdict(signature, content, at));
      }
    }
  }

  private static int end(PDSignature signature) {
    int[] range = signature.getByteRange();
    return range[2] + range[3];
  }

  @SuppressWarnings("unchecked")
  private static String verdict(PDSignature signature, byte[] content, Date at) throws Exception {
    byte[] contents = signature.getContents(content);
    CMSSignedData cms =
        new CMSSignedData(new CMSProcessableByteArray(signature.getSignedContent(content)), contents);
    SignerInformation signer = cms.getSignerInfos().getSigners().iterator().next();
    X509CertificateHolder holder =
        (X509CertificateHolder) cms.getCertificates().getMatches(signer.getSID()).iterator().next();
    String said;
    try {
      boolean valid = signer.verify(new JcaSimpleSignerInfoVerifierBuilder().setProvider("BC").build(holder));
      said = valid ? "valid" : "not valid";
    } catch (Exception refused) {
      said = "refused: " + refused.getMessage();
    }
    byte[] der = ASN1Primitive.fromByteArray(cms.getEncoded()).getEncoded(ASN1Encoding.DER);
    return String.join(
        ", ",
        said,
        signature.getSubFilter(),
        end(signature) == content.length ? "to the end of the file" : "before an update",
        Arrays.equals(der, cms.getEncoded()) ? "in DER" : "not in DER",
        path(cms, holder, at),
        "by " + holder.getSubject());
  }

  /** Whether its certificate is trusted, by a path that its signature brings along. */
  private static String path(CMSSignedData cms, X509CertificateHolder holder, Date at) throws Exception {
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    X509Certificate root =
        (X509Certificate) factory.generateCertificate(Files.newInputStream(Path.of("root.der")));
    JcaX509CertificateConverter converter = new JcaX509CertificateConverter();
    List<X509Certificate> path = new ArrayList<>();
    X509Certificate next = converter.getCertificate(holder);
    while (next != null && !next.equals(root) && !path.contains(next)) {
      path.add(next);
      X500Principal issuer = next.getIssuerX500Principal();
      next = null;
      for (X509CertificateHolder one : cms.getCertificates().getMatches(null)) {
        X509Certificate brought = converter.getCertificate(one);
        if (brought.getSubjectX500Principal().equals(issuer)) next = brought;
      }
    }
    X509CertSelector selector = new X509CertSelector();
    selector.setExtendedKeyUsage(PURPOSES);
    selector.setKeyUsage(new boolean[] {true, true});
    PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(root, null)));
    parameters.setTargetCertConstraints(selector);
    parameters.setDate(at);
    X509CRL list = (X509CRL) factory.generateCRL(Files.newInputStream(Path.of("list.der")));
    parameters.addCertStore(
        CertStore.getInstance("Collection", new CollectionCertStoreParameters(List.of(list))));
    CertPathValidator validator = CertPathValidator.getInstance("PKIX", "SUN");
    PKIXRevocationChecker lists = (PKIXRevocationChecker) validator.getRevocationChecker();
    // The root says nothing of its one issuing authority but that it has made it.
    lists.setOptions(
        EnumSet.of(
            PKIXRevocationChecker.Option.PREFER_CRLS,
            PKIXRevocationChecker.Option.NO_FALLBACK,
            PKIXRevocationChecker.Option.ONLY_END_ENTITY));
    parameters.addCertPathChecker(lists);
    try {
      validator.validate(factory.generateCertPath(path), parameters);
      return "trusted for documents";
    } catch (CertPathValidatorException refused) {
      return "not trusted: " + refused.getMessage().replace('\n', ' ');
    }
  }
}
