import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Security;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** Judges a detached signature as most Java validators do: `Judge DATA SIGNATURE`. */
public class Judge {
  public static void main(String[] files) throws Exception {
    Security.addProvider(new BouncyCastleProvider());
    byte[] data = Files.readAllBytes(Path.of(files[0]));
    byte[] signature = Files.readAllBytes(Path.of(files[1]));
    CMSSignedData cms = new CMSSignedData(new CMSProcessableByteArray(data), signature);
    for (SignerInformation signer : cms.getSignerInfos().getSigners()) {
      X509CertificateHolder holder =
          (X509CertificateHolder) cms.getCertificates().getMatches(signer.getSID()).iterator().next();
      String verdict;
      try {
        boolean valid = signer.verify(new JcaSimpleSignerInfoVerifierBuilder().setProvider("BC").build(holder));
        verdict = valid ? "valid" : "not valid";
      } catch (Exception refused) {
        verdict = "refused: " + refused.getMessage();
      }
      System.out.println(verdict + ", by " + holder.getSubject());
    }
    byte[] der = ASN1Primitive.fromByteArray(cms.getEncoded()).getEncoded(ASN1Encoding.DER);
    System.out.println(Arrays.equals(der, cms.getEncoded()) ? "in DER" : "not in DER");
  }
}
