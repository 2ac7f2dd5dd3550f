import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Security;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.PDSignature;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * Judges signed files as most Java validators do: PDFBox finds the signatures and what they are over, Bouncy Castle verifies them. For each
 * file its name, and for each signature a line, in the order of what they are over.
 */
public class Judge {
  public static void main(String[] files) throws Exception {
    Security.addProvider(new BouncyCastleProvider());
    for (String file : files) {
      System.out.println("file " + file);
      byte[] content = Files.readAllBytes(Path.of(file));
      try (PDDocument document = PDDocument.load(content)) {
        List<PDSignature> signatures = document.getSignatureDictionaries();
        signatures.sort(Comparator.comparingInt(Judge::end));
        for (PDSignature signature : signatures) System.out.println(verdict(signature, content));
      }
    }
  }

  private static int end(PDSignature signature) {
    int[] range = signature.getByteRange();
    return range[2] + range[3];
  }

  @SuppressWarnings("unchecked")
  private static String verdict(PDSignature signature, byte[] content) throws Exception {
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
        "by " + holder.getSubject());
  }
}
